package io.freebies.bench.controls;

import static io.freebies.bench.controls.NanoModel.node;
import static io.freebies.verifier.onnx.TinyOnnx.integer;
import static io.freebies.verifier.onnx.TinyOnnx.longs;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/** A model with work injected that changes no number of its answers, and whose amount can be set finely. */
final class SlowerModel {
    private SlowerModel() {}

    /**
     * The error function of some pixels, taken some times, whose mean times 0 is added to a node's answer.
     *
     * @param head node whose only answer it is added to
     */
    static ModelProto of(ModelProto model, String head, long pixels, int times) {
        ModelProto.Builder slower = model.toBuilder();
        GraphProto.Builder graph = slower.getGraphBuilder();
        String images = graph.getInput(0).getName();
        graph.addInitializer(longs("slow.flat", -1));
        graph.addInitializer(longs("slow.from", 0));
        graph.addInitializer(longs("slow.to", pixels));
        graph.addInitializer(TensorProto.newBuilder()
                .setName("slow.zero")
                .setDataType(DataType.FLOAT.getNumber())
                .addFloatData(0));
        int at = 0;
        graph.addNode(at++, node("Reshape", "slow.all", images, "slow.flat"));
        graph.addNode(at++, node("Slice", "slow.some", "slow.all", "slow.from", "slow.to"));
        String last = "slow.some";
        for (int i = 0; i < times; i++) {
            graph.addNode(at++, node("Erf", "slow.work" + i, last));
            last = "slow.work" + i;
        }
        graph.addNode(at++, node("ReduceMean", "slow.mean", last).addAttribute(integer("keepdims", 0)));
        graph.addNode(at++, node("Mul", "slow.nothing", "slow.mean", "slow.zero"));
        for (int i = at; i < graph.getNodeCount(); i++) {
            NodeProto.Builder node = graph.getNodeBuilder(i);
            if (node.getName().equals(head)) {
                String answer = node.getOutput(0);
                node.setOutput(0, answer + ".before");
                graph.addNode(
                        i + 1,
                        node("Add", "slow.add", answer + ".before", "slow.nothing")
                                .setOutput(0, answer));
                return slower.build();
            }
        }
        throw new IllegalArgumentException("expected a node named " + head + ", found none");
    }
}
