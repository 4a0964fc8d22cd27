package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A sound ONNX graph with its names resolved: who makes each value and who reads it. */
public final class OnnxGraph {
    private final GraphProto proto;
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final List<ValueInfoProto> inputs;
    private final Map<String, TensorProto> tensors = new LinkedHashMap<>();
    private final Map<String, Source> sources = new HashMap<>();
    private final Map<String, List<OnnxNode>> readers = new HashMap<>();
    private final Map<String, ValueInfoProto> types = new HashMap<>();
    private final Set<String> wanted = new HashSet<>();

    OnnxGraph(GraphProto proto) {
        this.proto = proto;
        proto.getInitializerList().forEach(tensor -> tensors.put(tensor.getName(), tensor));
        for (NodeProto node : NodeOrder.of(proto).sorted()) {
            Optional<TensorProto> constant = ConstantNode.tensor(node);
            constant.ifPresent(tensor -> tensors.put(node.getOutput(0), tensor));
            if (constant.isEmpty()) {
                connect(new OnnxNode(node));
            }
        }
        proto.getOutputList().forEach(output -> wanted.add(output.getName()));
        LearnedSlots slots = new LearnedSlots(this);
        tensors.forEach((name, tensor) -> sources.put(
                name,
                slots.isLearned(name)
                        ? new Source.Learned(tensor)
                        : new Source.Fixed(tensor, TensorContent.exact(tensor))));
        // Files up to IR version 3 list initialisers among the inputs; the caller feeds the others.
        this.inputs = proto.getInputList().stream()
                .filter(input -> !tensors.containsKey(input.getName()))
                .toList();
        for (int i = 0; i < inputs.size(); i++) {
            sources.put(inputs.get(i).getName(), new Source.Fed(i));
        }
        Stream.of(proto.getInputList(), proto.getValueInfoList(), proto.getOutputList())
                .flatMap(List::stream)
                .forEach(value -> types.put(value.getName(), value));
    }

    private void connect(OnnxNode node) {
        nodes.add(node);
        node.inputs()
                .forEach(name ->
                        readers.computeIfAbsent(name, n -> new ArrayList<>()).add(node));
        for (int slot = 0; slot < node.outputs().size(); slot++) {
            sources.put(node.outputs().get(slot), new Source.Made(node, slot));
        }
    }

    /** Nodes after those that they read from, without those that only hold a constant tensor. */
    public List<OnnxNode> nodes() {
        return nodes;
    }

    /** What the caller feeds, in order. */
    public List<ValueInfoProto> inputs() {
        return inputs;
    }

    /** What the caller gets, in order. */
    public List<ValueInfoProto> outputs() {
        return proto.getOutputList();
    }

    /** Tensors in the file by name: initialisers, then constants that nodes hold. */
    public Map<String, TensorProto> tensors() {
        return tensors;
    }

    /** Whether the caller gets a value of this name. */
    public boolean isOutput(String name) {
        return wanted.contains(name);
    }

    /** Nodes that nothing depends on: dead weight, but part of the file. */
    public List<OnnxNode> deadEnds() {
        return nodes.stream()
                .filter(node -> node.outputs().stream().noneMatch(o -> readers.containsKey(o) || isOutput(o)))
                .toList();
    }

    /** Type and extents of tensors that nothing reads, sorted. */
    public List<String> unused() {
        return tensors.entrySet().stream()
                .filter(t -> !readers.containsKey(t.getKey()) && !isOutput(t.getKey()))
                .map(t -> TensorContent.type(t.getValue()))
                .sorted()
                .toList();
    }

    /** Where a value comes from. */
    public Source source(String name) {
        return name.isEmpty() ? new Source.Absent() : sources.getOrDefault(name, new Source.Captured(name));
    }

    /** The nodes that read a value. */
    public List<OnnxNode> readers(String name) {
        return readers.getOrDefault(name, List.of());
    }

    /** Extents of what the caller feeds by name, as the file declares them: -1 where open, empty where not declared. */
    public Map<String, List<Long>> inputExtents() {
        Map<String, List<Long>> extents = new LinkedHashMap<>();
        for (ValueInfoProto input : inputs) {
            extents.put(
                    input.getName(),
                    input.getType().getTensorType().getShape().getDimList().stream()
                            .map(dim -> dim.hasDimValue() ? Math.max(dim.getDimValue(), -1) : -1)
                            .toList());
        }
        return extents;
    }

    /** Names of what the caller gets, in order. */
    public List<String> outputNames() {
        return outputs().stream().map(ValueInfoProto::getName).toList();
    }

    /** What the file says of a value. */
    public Optional<ValueInfoProto> declared(String name) {
        return Optional.ofNullable(types.get(name));
    }
}
