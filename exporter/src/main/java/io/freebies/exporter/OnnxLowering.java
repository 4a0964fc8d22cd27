package io.freebies.exporter;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.freebies.graph.Constant;
import io.freebies.graph.Graph;
import io.freebies.graph.Node;
import io.freebies.graph.Op;
import io.freebies.graph.OpVisitor;
import io.freebies.graph.ParamSpec;
import io.freebies.graph.Value;
import io.freebies.graph.Weights;
import java.util.List;

/**
 * A graph as ONNX, node for node, under the same names. What {@link Op} holds as a component and ONNX wants as an input
 * becomes an initialiser named {@code node/input}; {@code /} occurs in no name of a graph.
 *
 * <p>Each answer is the node without its outputs, its further inputs already among the graph's initialisers.
 */
final class OnnxLowering implements OpVisitor<NodeProto.Builder> {
    /** The newest that all readers we try accept. */
    static final long OPSET = 17;

    private final GraphProto.Builder graph;
    private final Node node;

    private OnnxLowering(GraphProto.Builder graph, Node node) {
        this.graph = graph;
        this.node = node;
    }

    /** The whole graph with its weights; every value's shape is written out. */
    static GraphProto lower(Graph graph, Weights weights) {
        GraphProto.Builder builder = GraphProto.newBuilder().setName(graph.name());
        graph.inputs().forEach(v -> builder.addInput(OnnxTensors.info(v)));
        for (ParamSpec param : graph.params()) {
            builder.addInitializer(OnnxTensors.initialiser(param.value(), weights.get(param.name())));
        }
        for (Constant constant : graph.constants()) {
            builder.addInitializer(OnnxTensors.initialiser(constant.value(), constant.tensor()));
        }
        for (Node node : graph.nodes()) {
            NodeProto.Builder lowered = node.op().accept(new OnnxLowering(builder, node));
            node.outputs().forEach(v -> lowered.addOutput(v.name()));
            builder.addNode(lowered);
            // A value that is an output is described there.
            node.outputs().stream()
                    .filter(v -> !graph.outputs().contains(v))
                    .forEach(v -> builder.addValueInfo(OnnxTensors.info(v)));
        }
        graph.outputs().forEach(v -> builder.addOutput(OnnxTensors.info(v)));
        return builder.build();
    }

    @Override
    public NodeProto.Builder conv(Op.Conv op) {
        return start().addAttribute(ints("dilations", op.dilations()))
                .addAttribute(integer("group", op.group()))
                .addAttribute(ints("kernel_shape", op.kernelShape()))
                .addAttribute(ints("pads", op.pads()))
                .addAttribute(ints("strides", op.strides()));
    }

    @Override
    public NodeProto.Builder batchNormalization(Op.BatchNormalization op) {
        return start().addAttribute(real("epsilon", op.epsilon())).addAttribute(real("momentum", op.momentum()));
    }

    @Override
    public NodeProto.Builder leakyRelu(Op.LeakyRelu op) {
        return start().addAttribute(real("alpha", op.alpha()));
    }

    @Override
    public NodeProto.Builder relu(Op.Relu op) {
        return start();
    }

    @Override
    public NodeProto.Builder sigmoid(Op.Sigmoid op) {
        return start();
    }

    @Override
    public NodeProto.Builder exp(Op.Exp op) {
        return start();
    }

    @Override
    public NodeProto.Builder add(Op.Add op) {
        return start();
    }

    @Override
    public NodeProto.Builder sub(Op.Sub op) {
        return start();
    }

    @Override
    public NodeProto.Builder mul(Op.Mul op) {
        return start();
    }

    @Override
    public NodeProto.Builder div(Op.Div op) {
        return start();
    }

    @Override
    public NodeProto.Builder equal(Op.Equal op) {
        return start();
    }

    @Override
    public NodeProto.Builder cast(Op.Cast op) {
        return start().addAttribute(integer("to", OnnxTensors.type(op.to()).getNumber()));
    }

    @Override
    public NodeProto.Builder globalAveragePool(Op.GlobalAveragePool op) {
        return start();
    }

    @Override
    public NodeProto.Builder concat(Op.Concat op) {
        return start().addAttribute(integer("axis", op.axis()));
    }

    @Override
    public NodeProto.Builder reshape(Op.Reshape op) {
        return start().addInput(whole("shape", op.shape()));
    }

    @Override
    public NodeProto.Builder transpose(Op.Transpose op) {
        return start().addAttribute(ints("perm", op.perm()));
    }

    @Override
    public NodeProto.Builder slice(Op.Slice op) {
        return start().addInput(whole("starts", op.starts()))
                .addInput(whole("ends", op.ends()))
                .addInput(whole("axes", op.axes()));
    }

    @Override
    public NodeProto.Builder resize(Op.Resize op) {
        float[] scales = new float[op.scales().size()];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = op.scales().get(i);
        }
        // The empty input is the region of interest, which only another mode reads.
        return start().addInput("")
                .addInput(added(OnnxTensors.floats(named("scales"), scales)))
                .addAttribute(text("coordinate_transformation_mode", "asymmetric"))
                .addAttribute(text("mode", "nearest"))
                .addAttribute(text("nearest_mode", "floor"));
    }

    @Override
    public NodeProto.Builder topK(Op.TopK op) {
        return start().addInput(whole("k", List.of(op.k()))).addAttribute(integer("axis", op.axis()));
    }

    @Override
    public NodeProto.Builder gatherNd(Op.GatherND op) {
        return start().addAttribute(integer("batch_dims", op.batchDims()));
    }

    @Override
    public NodeProto.Builder scatterNd(Op.ScatterND op) {
        return start();
    }

    @Override
    public NodeProto.Builder nonMaxSuppression(Op.NonMaxSuppression op) {
        return start().addInput(whole("max_output_boxes_per_class", List.of(op.maxOutputBoxesPerClass())))
                .addInput(added(OnnxTensors.floats(named("iou_threshold"), (float) op.iouThreshold())))
                .addInput(added(OnnxTensors.floats(named("score_threshold"), (float) op.scoreThreshold())))
                .addAttribute(integer("center_point_box", 1));
    }

    private NodeProto.Builder start() {
        NodeProto.Builder builder =
                NodeProto.newBuilder().setName(node.name()).setOpType(node.op().type());
        node.inputs().stream().map(Value::name).forEach(builder::addInput);
        return builder;
    }

    private String named(String input) {
        return node.name() + "/" + input;
    }

    private String whole(String input, List<Long> numbers) {
        return added(OnnxTensors.wholes(named(input), numbers));
    }

    private String added(TensorProto initialiser) {
        graph.addInitializer(initialiser);
        return initialiser.getName();
    }

    private static AttributeProto ints(String name, List<Long> numbers) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(numbers)
                .build();
    }

    private static AttributeProto integer(String name, long number) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(number)
                .build();
    }

    private static AttributeProto real(String name, double number) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) number)
                .build();
    }

    private static AttributeProto text(String name, String text) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(text))
                .build();
    }
}
