package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An ONNX graph with its names resolved: who makes each value and who reads it. */
final class OnnxGraph {
    private final GraphProto proto;
    private final List<OnnxNode> nodes;
    private final List<ValueInfoProto> inputs;
    private final Map<String, Source> sources = new HashMap<>();
    private final Map<String, List<OnnxNode>> readers = new HashMap<>();
    private final Map<String, ValueInfoProto> types = new HashMap<>();

    OnnxGraph(GraphProto proto) {
        this.proto = proto;
        this.nodes = proto.getNodeList().stream()
                .filter(node -> constant(node).isEmpty())
                .map(OnnxNode::new)
                .toList();
        var learned = LearnedSlots.of(proto, nodes);
        for (TensorProto tensor : proto.getInitializerList()) {
            boolean isLearned = learned.contains(tensor.getName());
            sources.put(tensor.getName(), isLearned ? new Source.Learned(tensor) : new Source.Fixed(tensor));
        }
        // Files up to IR version 3 list initialisers among the inputs; the caller feeds the others.
        this.inputs = proto.getInputList().stream()
                .filter(input -> !sources.containsKey(input.getName()))
                .toList();
        inputs.forEach(input -> sources.put(input.getName(), new Source.Fed(inputs.indexOf(input))));
        for (NodeProto node : proto.getNodeList()) {
            constant(node).ifPresent(tensor -> sources.put(node.getOutput(0), new Source.Fixed(tensor)));
        }
        nodes.forEach(this::connect);
        Stream.of(proto.getInputList(), proto.getValueInfoList(), proto.getOutputList())
                .flatMap(List::stream)
                .forEach(value -> types.put(value.getName(), value));
    }

    private void connect(OnnxNode node) {
        node.inputs()
                .forEach(name ->
                        readers.computeIfAbsent(name, n -> new ArrayList<>()).add(node));
        for (int slot = 0; slot < node.outputs().size(); slot++) {
            sources.put(node.outputs().get(slot), new Source.Made(node, slot));
        }
    }

    /** Nodes in the file's order, without those that only hold a constant tensor. */
    List<OnnxNode> nodes() {
        return nodes;
    }

    /** What the caller feeds, in order. */
    List<ValueInfoProto> inputs() {
        return inputs;
    }

    /** What the caller gets, in order. */
    List<ValueInfoProto> outputs() {
        return proto.getOutputList();
    }

    /** Nodes that nothing depends on, in the file's order: dead weight, but part of the file. */
    List<OnnxNode> deadEnds() {
        List<String> wanted = outputs().stream().map(ValueInfoProto::getName).toList();
        return nodes.stream()
                .filter(node -> node.outputs().stream().noneMatch(o -> readers.containsKey(o) || wanted.contains(o)))
                .toList();
    }

    /** Type and extents of tensors that nothing reads, sorted. */
    List<String> unused() {
        List<String> wanted = outputs().stream().map(ValueInfoProto::getName).toList();
        return proto.getInitializerList().stream()
                .filter(t -> !readers.containsKey(t.getName()) && !wanted.contains(t.getName()))
                .map(TensorContent::type)
                .sorted()
                .toList();
    }

    /** Where a value comes from. */
    Source source(String name) {
        return name.isEmpty() ? new Source.Absent() : sources.getOrDefault(name, new Source.Captured(name));
    }

    /** The nodes that read a value. */
    List<OnnxNode> readers(String name) {
        return readers.getOrDefault(name, List.of());
    }

    /** Type and shape of a value, as far as the file tells. */
    String type(String name) {
        ValueInfoProto value = types.get(name);
        return value == null ? "of unstated shape" : TypeText.named(value);
    }

    /** The tensor that a Constant node holds; none for other nodes and for constants that are text or sparse. */
    private static Optional<TensorProto> constant(NodeProto node) {
        if (!node.getOpType().equals("Constant") || node.getAttributeCount() != 1 || node.getOutputCount() != 1) {
            return Optional.empty();
        }
        AttributeProto a = node.getAttribute(0);
        TensorProto.Builder tensor = TensorProto.newBuilder();
        return switch (a.getName()) {
            case "value" -> Optional.of(a.getT());
            case "value_int" ->
                Optional.of(tensor.setDataType(DataType.INT64.getNumber())
                        .addInt64Data(a.getI())
                        .build());
            case "value_ints" ->
                Optional.of(tensor.setDataType(DataType.INT64.getNumber())
                        .addDims(a.getIntsCount())
                        .addAllInt64Data(a.getIntsList())
                        .build());
            case "value_float" ->
                Optional.of(tensor.setDataType(DataType.FLOAT.getNumber())
                        .addFloatData(a.getF())
                        .build());
            case "value_floats" ->
                Optional.of(tensor.setDataType(DataType.FLOAT.getNumber())
                        .addDims(a.getFloatsCount())
                        .addAllFloatData(a.getFloatsList())
                        .build());
            default -> Optional.empty();
        };
    }
}
