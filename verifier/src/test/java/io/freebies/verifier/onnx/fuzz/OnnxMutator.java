package io.freebies.verifier.onnx.fuzz;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.freebies.verifier.onnx.TinyOnnx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damages models at random, the same for the same seed: some as a disk or a network would, byte by byte, others as
 * somebody would who knows the format.
 */
final class OnnxMutator {
    private static final long[] NUMBERS = {
        0,
        1,
        2,
        3,
        5,
        7,
        16,
        255,
        -1,
        -2,
        -8,
        1 << 20,
        Integer.MAX_VALUE,
        1L << 31,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final float[] REALS = {
        0, -0f, 1, -1, 0.5f, 1e-40f, 1e30f, -1e30f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
    };
    private static final List<String> OPERATORS = words("""
            Abs Add ArgMax AveragePool BatchNormalization BitShift Cast CastLike Ceil Celu Clip Compress Concat
            Constant ConstantOfShape Conv ConvInteger ConvTranspose CumSum DepthToSpace DequantizeLinear Det Div
            Dropout DynamicQuantizeLinear Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather
            GatherElements GatherND Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool GridSample Greater
            HardSigmoid HardSwish Hardmax Identity If InstanceNormalization LRN LSTM LayerNormalization
            LeakyRelu Less Log LogSoftmax Loop LpNormalization LpPool MatMul MatMulInteger Max MaxPool
            MaxRoiPool MaxUnpool Mean MeanVarianceNormalization Min Mod Mul Multinomial Neg NonMaxSuppression
            NonZero Not OneHot PRelu Pad Pow QLinearConv QLinearMatMul QuantizeLinear RNN RandomNormal
            RandomUniformLike Range Reciprocal ReduceMax ReduceMean ReduceSum Relu Reshape Resize
            ReverseSequence RoiAlign Round Scan ScatterElements ScatterND Selu Shape Shrink Sigmoid Size Slice
            Softmax Softplus SpaceToDepth Split SplitToSequence Sqrt Squeeze Sub Sum Tan Tile TopK Transpose
            Trilu Unique Unsqueeze Upsample Where Xor
            """);
    private static final List<String> ATTRIBUTES = words("""
            axis axes pads strides dilations kernel_shape group keepdims perm blocksize to alpha epsilon mode
            auto_pad batch_dims output_height output_width ceil_mode k split largest output_padding output_shape
            allowzero size hidden_size num_outputs
            """);

    private final SplittableRandom random;

    OnnxMutator(long seed) {
        random = new SplittableRandom(seed);
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    /** A damaged copy. */
    byte[] mutate(ModelProto model) {
        byte[] bytes = model.toByteArray();
        if (random.nextInt(4) == 0) {
            return damaged(bytes);
        }
        ModelProto.Builder changed = model.toBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            change(changed);
        }
        return changed.build().toByteArray();
    }

    private byte[] damaged(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int part = random.nextInt(Math.min(200, bytes.length - at));
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> joined(Arrays.copyOf(bytes, at + part), Arrays.copyOfRange(bytes, at, bytes.length));
            case 2 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + part, bytes.length));
            default -> flipped(bytes.clone());
        };
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private byte[] flipped(byte[] bytes) {
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            // Most of a file is weights; the structure is elsewhere.
            int at = random.nextInt(2) == 0 ? random.nextInt(bytes.length) : afterWeights(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private int afterWeights(int length) {
        int tail = Math.min(length, 4000);
        return length - 1 - random.nextInt(tail);
    }

    private void change(ModelProto.Builder model) {
        GraphProto.Builder graph = model.getGraphBuilder();
        if (graph.getNodeCount() == 0) {
            graph.addNode(TinyOnnx.node("Relu", "last", "last", "images"));
        }
        if (graph.getInitializerCount() == 0) {
            graph.addInitializer(TinyOnnx.longs("spare", 1, 2));
        }
        switch (random.nextInt(14)) {
            case 0 -> extents(graph);
            case 1 -> attribute(node(graph));
            case 2 -> node(graph).setOpType(OPERATORS.get(random.nextInt(OPERATORS.size())));
            case 3 -> rewire(graph);
            case 4 -> graph.removeNode(random.nextInt(graph.getNodeCount()));
            case 5 ->
                graph.addNode(random.nextInt(graph.getNodeCount()), node(graph).clone());
            case 6 -> constant(graph);
            case 7 -> tensor(graph).setDataType(random.nextInt(25));
            case 8 -> declared(graph);
            case 9 -> model.getOpsetImportBuilder(0).setVersion(random.nextInt(30) - 2);
            case 10 -> inputs(node(graph));
            case 11 -> nested(graph);
            case 12 -> elsewhere(tensor(graph));
            default ->
                attribute(node(graph)
                        .addAttribute(AttributeProto.newBuilder()
                                .setName(ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size())))
                                .setType(random.nextBoolean() ? AttributeType.INT : AttributeType.INTS)
                                .addInts(1)));
        }
    }

    private long number() {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private NodeProto.Builder node(GraphProto.Builder graph) {
        return graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
    }

    private TensorProto.Builder tensor(GraphProto.Builder graph) {
        return graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
    }

    private String value(GraphProto.Builder graph) {
        List<String> names = new ArrayList<>();
        graph.getInputList().forEach(input -> names.add(input.getName()));
        graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
        graph.getNodeList().forEach(node -> names.addAll(node.getOutputList()));
        names.add("ghost");
        return names.get(random.nextInt(names.size()));
    }

    private void extents(GraphProto.Builder graph) {
        TensorProto.Builder tensor = tensor(graph);
        if (tensor.getDimsCount() > 0) {
            tensor.setDims(random.nextInt(tensor.getDimsCount()), number());
        } else {
            tensor.addDims(number());
        }
    }

    private void attribute(NodeProto.Builder node) {
        if (node.getAttributeCount() == 0) {
            return;
        }
        AttributeProto.Builder attribute = node.getAttributeBuilder(random.nextInt(node.getAttributeCount()));
        if (attribute.getIntsCount() > 0 && random.nextInt(3) > 0) {
            attribute.setInts(random.nextInt(attribute.getIntsCount()), number());
        } else if (random.nextInt(4) == 0) {
            attribute.setType(AttributeType.forNumber(random.nextInt(12)));
        } else {
            attribute.setI(number()).setF(REALS[random.nextInt(REALS.length)]);
        }
        if (random.nextInt(4) == 0) {
            attribute.addInts(number());
        }
    }

    private void rewire(GraphProto.Builder graph) {
        NodeProto.Builder node = node(graph);
        if (node.getInputCount() > 0) {
            node.setInput(random.nextInt(node.getInputCount()), value(graph));
        }
        if (random.nextInt(8) == 0 && node.getOutputCount() > 0) {
            node.setOutput(0, value(graph));
        }
    }

    private void inputs(NodeProto.Builder node) {
        List<String> inputs = new ArrayList<>(node.getInputList());
        switch (random.nextInt(3)) {
            case 0 -> inputs.add("");
            case 1 -> inputs.remove(inputs.isEmpty() ? "" : inputs.get(inputs.size() - 1));
            default -> inputs.addAll(List.copyOf(inputs));
        }
        node.clearInput().addAllInput(inputs);
    }

    /** Changes a number of a small constant, keeping the tensor whole. */
    private void constant(GraphProto.Builder graph) {
        TensorProto.Builder tensor = tensor(graph);
        if (tensor.getInt64DataCount() > 0) {
            tensor.setInt64Data(random.nextInt(tensor.getInt64DataCount()), number());
        } else if (tensor.getFloatDataCount() > 0) {
            tensor.setFloatData(random.nextInt(tensor.getFloatDataCount()), REALS[random.nextInt(REALS.length)]);
        } else if (tensor.getRawData().size() >= 8) {
            byte[] raw = tensor.getRawData().toByteArray();
            ByteBuffer buffer = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
            buffer.putLong(8 * random.nextInt(raw.length / 8), number());
            tensor.setRawData(ByteString.copyFrom(raw));
        }
    }

    private void declared(GraphProto.Builder graph) {
        List<ValueInfoProto.Builder> values = new ArrayList<>(graph.getInputBuilderList());
        values.addAll(graph.getOutputBuilderList());
        values.addAll(graph.getValueInfoBuilderList());
        ValueInfoProto.Builder value = values.get(random.nextInt(values.size()));
        TensorShapeProto.Builder shape =
                value.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
        if (shape.getDimCount() > 0) {
            shape.getDimBuilder(random.nextInt(shape.getDimCount())).setDimValue(number());
        }
        if (random.nextInt(4) == 0) {
            value.getTypeBuilder().getTensorTypeBuilder().setElemType(random.nextInt(25));
        }
    }

    /** Puts the graph, or a node of it, into the branches of an If, some levels deep. */
    private void nested(GraphProto.Builder graph) {
        GraphProto inner = random.nextBoolean()
                ? graph.clone().build()
                : GraphProto.newBuilder()
                        .setName("inner")
                        .addNode(TinyOnnx.node("Identity", "inner", "inside", value(graph)))
                        .addOutput(TinyOnnx.anyShape("inside"))
                        .build();
        String condition = value(graph);
        for (int depth = random.nextInt(40); depth >= 0; depth--) {
            NodeProto.Builder branch = TinyOnnx.node("If", "if" + depth, "out" + depth, condition);
            for (String name : List.of("then_branch", "else_branch")) {
                branch.addAttribute(AttributeProto.newBuilder()
                        .setName(name)
                        .setType(AttributeType.GRAPH)
                        .setG(inner));
            }
            // Two branches of two branches would be a file of gigabytes.
            inner = depth == 0
                    ? inner
                    : GraphProto.newBuilder()
                            .setName("level" + depth)
                            .addNode(branch.clone().removeAttribute(1))
                            .addOutput(TinyOnnx.anyShape("out" + depth))
                            .build();
            if (depth == 0) {
                graph.addNode(branch);
            }
        }
    }

    private void elsewhere(TensorProto.Builder tensor) {
        List<String> places = List.of("../secret", "/etc/passwd", "weights.bin", "", "a\0b", "./../../x", ".");
        tensor.setDataLocation(DataLocation.EXTERNAL)
                .clearRawData()
                .clearFloatData()
                .clearInt64Data()
                .addExternalData(entry("location", places.get(random.nextInt(places.size()))))
                .addExternalData(entry("offset", Long.toString(number())))
                .addExternalData(entry("length", Long.toString(number())));
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
