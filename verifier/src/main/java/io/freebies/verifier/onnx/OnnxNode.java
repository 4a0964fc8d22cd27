package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import io.freebies.graph.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A node of a sound ONNX graph; equal to itself only. */
public final class OnnxNode {
    private final NodeProto proto;
    private final List<String> inputs;
    private final List<String> outputs;
    private final String attributes;
    private final String head;

    OnnxNode(NodeProto proto) {
        this.proto = proto;
        this.inputs = new ArrayList<>(withoutAbsentTail(proto.getInputList()));
        this.outputs = withoutAbsentTail(proto.getOutputList());
        // Building the text of a subgraph also finds what it reads from outside, which is read through this node.
        SortedMap<String, String> values = new TreeMap<>();
        proto.getAttributeList()
                .forEach(a -> values.merge(a.getName(), value(a), (one, other) -> one + " and " + other));
        this.attributes = text(values);
        values.entrySet().removeIf(a -> AttributeDefaults.holds(type(), a.getKey(), a.getValue()));
        String wanted = outputs.stream().map(o -> o.isEmpty() ? "-" : "+").collect(Collectors.joining());
        this.head = type() + " " + text(values) + " " + wanted;
    }

    /** The operator, with its domain unless that is ONNX's own. */
    public String type() {
        boolean standard = proto.getDomain().isEmpty() || proto.getDomain().equals("ai.onnx");
        return standard ? proto.getOpType() : proto.getDomain() + ":" + proto.getOpType();
    }

    /** Its name in the file. */
    public String name() {
        return proto.getName();
    }

    /** Operator and name, such as {@code Conv 'backbone.stem'}. */
    public String title() {
        return type() + " '" + name() + "'";
    }

    /** As the file has it. */
    public NodeProto proto() {
        return proto;
    }

    /** Names of the values it reads: its own inputs in order, then what its subgraphs read from outside. */
    public List<String> inputs() {
        return inputs;
    }

    /** Names of the values it makes; an empty name stands for an output that is not wanted. */
    public List<String> outputs() {
        return outputs;
    }

    /** The attribute of a name. */
    public Optional<AttributeProto> attribute(String name) {
        return proto.getAttributeList().stream()
                .filter(a -> a.getName().equals(name))
                .findFirst();
    }

    /** All attributes by name, with bit-exact values, without documentation. */
    public String attributes() {
        return attributes;
    }

    /** Everything about it but its edges; an attribute that says what holds without it is left out. */
    public String head() {
        return head;
    }

    private static String text(SortedMap<String, String> attributes) {
        return attributes.entrySet().stream()
                .map(a -> a.getKey() + "=" + a.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static List<String> withoutAbsentTail(List<String> names) {
        int count = names.size();
        while (count > 0 && names.get(count - 1).isEmpty()) {
            count--;
        }
        return List.copyOf(names.subList(0, count));
    }

    private String value(AttributeProto a) {
        return switch (a.getType()) {
            case FLOAT -> number(a.getF());
            case INT -> Long.toString(a.getI());
            case STRING -> text(a.getS());
            case TENSOR -> TensorContent.exact(a.getT());
            case GRAPH -> subgraph(a.getG());
            case FLOATS ->
                a.getFloatsList().stream().map(OnnxNode::number).toList().toString();
            case INTS -> a.getIntsList().toString();
            case STRINGS ->
                a.getStringsList().stream().map(OnnxNode::text).toList().toString();
            case TENSORS ->
                a.getTensorsList().stream().map(TensorContent::exact).toList().toString();
            case GRAPHS ->
                a.getGraphsList().stream().map(this::subgraph).toList().toString();
            default ->
                a.getType() + " "
                        + Sha256.of(a.toBuilder()
                                .clearDocString()
                                .build()
                                .toByteString()
                                .asReadOnlyByteBuffer());
        };
    }

    private String subgraph(GraphProto graph) {
        CanonicalForm form = CanonicalForm.of(new OnnxGraph(graph));
        inputs.addAll(form.captured());
        return "graph " + Sha256.of(form.text());
    }

    /** The shortest text that reads back as this float; bits where there is none. */
    private static String number(float value) {
        return Float.isNaN(value)
                ? "nan#" + Integer.toHexString(Float.floatToRawIntBits(value))
                : Float.toString(value);
    }

    private static String text(ByteString bytes) {
        return bytes.isValidUtf8()
                ? "'" + bytes.toString(StandardCharsets.UTF_8) + "'"
                : "bytes " + Sha256.of(bytes.asReadOnlyByteBuffer());
    }
}
