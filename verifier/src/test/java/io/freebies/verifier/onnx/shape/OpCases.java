package io.freebies.verifier.onnx.shape;

import static io.freebies.verifier.onnx.TinyOnnx.floats;
import static io.freebies.verifier.onnx.TinyOnnx.integer;
import static io.freebies.verifier.onnx.TinyOnnx.ints;
import static io.freebies.verifier.onnx.TinyOnnx.longs;
import static io.freebies.verifier.onnx.TinyOnnx.node;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.freebies.verifier.onnx.TinyOnnx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One small model for every operator and every way in which its shape follows from its attributes. */
public final class OpCases {
    private final Map<String, ModelProto> models = new LinkedHashMap<>();
    private long opset = 17;

    private OpCases() {}

    /** By what is special about them, in a fixed order. */
    public static Map<String, ModelProto> all() {
        OpCases cases = new OpCases();
        cases.windows();
        cases.arithmetic();
        cases.reductions();
        cases.shapes();
        cases.selections();
        cases.sizes();
        cases.olderOperatorSets();
        return cases.models;
    }

    /** A model of x [1, 4, 8, 6] and these nodes; the last one's first output is the answer. */
    private void add(String name, List<TensorProto> tensors, NodeProto.Builder... nodes) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName(name)
                .addInput(TinyOnnx.value("x", 1, 4, 8, 6))
                .addAllInitializer(tensors);
        for (NodeProto.Builder node : nodes) {
            graph.addNode(node);
        }
        graph.addOutput(TinyOnnx.anyShape(nodes[nodes.length - 1].getOutput(0)));
        models.put(
                name + " (opset " + opset + ")",
                ModelProto.newBuilder()
                        .setIrVersion(8)
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                        .setGraph(graph)
                        .build());
    }

    private static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    private static AttributeProto realNumbers(String name, float... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOATS);
        for (float value : values) {
            attribute.addFloats(value);
        }
        return attribute.build();
    }

    private static TensorProto zeros(String name, long... extents) {
        long count = 1;
        for (long extent : extents) {
            count *= extent;
        }
        return floats(name, extents, new float[(int) count]);
    }

    private void windows() {
        TensorProto w = zeros("w", 6, 4, 3, 3);
        for (String pad : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
            add(
                    "Conv " + pad,
                    List.of(w),
                    node("Conv", "c", "y", "x", "w")
                            .addAttribute(ints("strides", 2, 3))
                            .addAttribute(text("auto_pad", pad)));
        }
        add(
                "Conv",
                List.of(w, zeros("b", 6)),
                node("Conv", "c", "y", "x", "w", "b")
                        .addAttribute(ints("pads", 1, 0, 2, 3))
                        .addAttribute(ints("dilations", 2, 1)));
        add(
                "Conv depthwise",
                List.of(zeros("w", 8, 1, 3, 3)),
                node("Conv", "c", "y", "x", "w").addAttribute(integer("group", 4)));
        add(
                "ConvTranspose",
                List.of(zeros("w", 4, 3, 3, 2)),
                node("ConvTranspose", "c", "y", "x", "w")
                        .addAttribute(ints("strides", 2, 3))
                        .addAttribute(ints("pads", 1, 0, 0, 1))
                        .addAttribute(ints("output_padding", 1, 0)));
        add(
                "ConvTranspose groups",
                List.of(zeros("w", 4, 3, 3, 3)),
                node("ConvTranspose", "c", "y", "x", "w")
                        .addAttribute(integer("group", 2))
                        .addAttribute(ints("dilations", 2, 1)));
        for (String pool : List.of("MaxPool", "AveragePool", "LpPool")) {
            add(
                    pool,
                    List.of(),
                    node(pool, "p", "y", "x")
                            .addAttribute(ints("kernel_shape", 3, 2))
                            .addAttribute(ints("strides", 2, 2))
                            .addAttribute(ints("pads", 1, 0, 1, 1)));
        }
        for (long stride : List.of(2L, 3L, 5L)) {
            add(
                    "MaxPool ceil " + stride,
                    List.of(),
                    node("MaxPool", "p", "y", "x")
                            .addAttribute(ints("kernel_shape", 2, 2))
                            .addAttribute(ints("strides", stride, stride))
                            .addAttribute(ints("pads", 1, 0, 0, 1))
                            .addAttribute(integer("ceil_mode", 1)));
        }
        add(
                "MaxPool indices",
                List.of(),
                node("MaxPool", "p", "y", "x").addOutput("i").addAttribute(ints("kernel_shape", 2, 2)));
        add("GlobalAveragePool", List.of(), node("GlobalAveragePool", "p", "y", "x"));
        add(
                "RoiAlign",
                List.of(zeros("r", 5, 4), longs("b", 0, 0, 0, 0, 0)),
                node("RoiAlign", "p", "y", "x", "r", "b")
                        .addAttribute(integer("output_height", 3))
                        .addAttribute(integer("output_width", 2)));
        add("GridSample", List.of(zeros("g", 1, 5, 7, 2)), node("GridSample", "p", "y", "x", "g"));
    }

    private void arithmetic() {
        for (String op :
                List.of("Relu", "LeakyRelu", "Sigmoid", "Exp", "Softmax", "Floor", "Neg", "Identity", "HardSwish")) {
            add(op, List.of(), node(op, "n", "y", "x"));
        }
        add("Add", List.of(zeros("k", 2, 1, 8, 1)), node("Add", "n", "y", "x", "k"));
        add("Max", List.of(zeros("k", 6), zeros("l", 4, 1, 1)), node("Max", "n", "y", "x", "k", "l"));
        add("Pow", List.of(zeros("k")), node("Pow", "n", "y", "x", "k"));
        add(
                "Less",
                List.of(zeros("k", 6)),
                node("Less", "n", "b", "x", "k"),
                node("Not", "m", "c", "b"),
                node("Cast", "o", "y", "c").addAttribute(integer("to", 1)));
        add("Where", List.of(zeros("k", 6)), node("Less", "n", "b", "x", "k"), node("Where", "m", "y", "b", "x", "k"));
        add("Cast", List.of(), node("Cast", "n", "y", "x").addAttribute(integer("to", 7)));
        add("Clip", List.of(zeros("low"), zeros("high")), node("Clip", "n", "y", "x", "low", "high"));
        add("PRelu", List.of(zeros("k", 4, 1, 1)), node("PRelu", "n", "y", "x", "k"));
        add("Dropout", List.of(), node("Dropout", "n", "y", "x").addOutput("mask"));
        List<TensorProto> four = List.of(zeros("a", 4), zeros("b", 4), zeros("c", 4), zeros("d", 4));
        add("BatchNormalization", four, node("BatchNormalization", "n", "y", "x", "a", "b", "c", "d"));
        add("InstanceNormalization", four, node("InstanceNormalization", "n", "y", "x", "a", "b"));
        add("LayerNormalization", List.of(zeros("k", 6)), node("LayerNormalization", "n", "y", "x", "k"));
    }

    private void reductions() {
        add("ReduceMean", List.of(), node("ReduceMean", "n", "y", "x").addAttribute(ints("axes", -1, 1)));
        add("ReduceMean all", List.of(), node("ReduceMean", "n", "y", "x").addAttribute(integer("keepdims", 0)));
        add(
                "ReduceSum",
                List.of(longs("a", 1, -1)),
                node("ReduceSum", "n", "y", "x", "a").addAttribute(integer("keepdims", 0)));
        add(
                "ReduceSum no axes",
                List.of(),
                node("ReduceSum", "n", "y", "x").addAttribute(integer("noop_with_empty_axes", 1)));
        add("ArgMax", List.of(), node("ArgMax", "n", "y", "x").addAttribute(integer("axis", -2)));
        add("ArgMin", List.of(), node("ArgMin", "n", "y", "x").addAttribute(integer("keepdims", 0)));
        add("MatMul", List.of(zeros("k", 4, 6, 5)), node("MatMul", "n", "y", "x", "k"));
        add("MatMul vector", List.of(zeros("k", 6)), node("MatMul", "n", "y", "x", "k"));
        add("MatMul vector first", List.of(zeros("k", 8)), node("MatMul", "n", "y", "k", "x"));
        add(
                "Gemm",
                List.of(zeros("a", 5, 3), zeros("b", 7, 5), zeros("c", 7)),
                node("Gemm", "n", "y", "a", "b", "c")
                        .addAttribute(integer("transA", 1))
                        .addAttribute(integer("transB", 1)));
    }

    private void shapes() {
        add("Reshape", List.of(longs("s", 0, 2, -1)), node("Reshape", "n", "y", "x", "s"));
        add("Reshape scalar", List.of(zeros("k", 1), longs("s")), node("Reshape", "n", "y", "k", "s"));
        add("Transpose", List.of(), node("Transpose", "n", "y", "x").addAttribute(ints("perm", 0, 2, 3, 1)));
        add("Transpose reversed", List.of(), node("Transpose", "n", "y", "x"));
        for (long axis : List.of(0L, 1L, 4L, -1L)) {
            add("Flatten " + axis, List.of(), node("Flatten", "n", "y", "x").addAttribute(integer("axis", axis)));
        }
        add("Squeeze", List.of(), node("Squeeze", "n", "y", "x"));
        add("Squeeze axes", List.of(longs("a", -4)), node("Squeeze", "n", "y", "x", "a"));
        add("Unsqueeze", List.of(longs("a", -1, 0, 3)), node("Unsqueeze", "n", "y", "x", "a"));
        add("Expand", List.of(longs("s", 3, 4, 1, 6)), node("Expand", "n", "y", "x", "s"));
        add("Tile", List.of(longs("s", 1, 2, 3, 1)), node("Tile", "n", "y", "x", "s"));
        add("DepthToSpace", List.of(), node("DepthToSpace", "n", "y", "x").addAttribute(integer("blocksize", 2)));
        add("SpaceToDepth", List.of(), node("SpaceToDepth", "n", "y", "x").addAttribute(integer("blocksize", 2)));
    }

    private void selections() {
        add(
                "Concat",
                List.of(zeros("k", 1, 3, 8, 6)),
                node("Concat", "n", "y", "x", "k", "x").addAttribute(integer("axis", -3)));
        add(
                "Split",
                List.of(longs("s", 1, 3)),
                node("Split", "n", "z", "x", "s").addOutput("y").addAttribute(integer("axis", 1)),
                node("Relu", "r", "end", "y"));
        add(
                "Split evenly",
                List.of(),
                node("Split", "n", "z", "x").addOutput("y").addAttribute(integer("axis", 2)),
                node("Relu", "r", "end", "y"));
        long most = Long.MAX_VALUE;
        add(
                "Slice",
                List.of(longs("a", 1, -3), longs("b", most, most), longs("c", 2, 1)),
                node("Slice", "n", "y", "x", "a", "b", "c"));
        add(
                "Slice backwards",
                List.of(longs("a", -1), longs("b", -most), longs("c", 2), longs("d", -3)),
                node("Slice", "n", "y", "x", "a", "b", "c", "d"));
        add(
                "Slice nothing",
                List.of(longs("a", 5), longs("b", 2), longs("c", 2)),
                node("Slice", "n", "y", "x", "a", "b", "c"));
        add(
                "Gather",
                List.of(longs("i", 0, -1, 3)),
                node("Gather", "n", "y", "x", "i").addAttribute(integer("axis", 1)));
        add(
                "GatherElements",
                List.of(TinyOnnx.longs("i", 0, 1).toBuilder()
                        .clearDims()
                        .addDims(1)
                        .addDims(2)
                        .addDims(1)
                        .addDims(1)
                        .build()),
                node("GatherElements", "n", "y", "x", "i").addAttribute(integer("axis", 1)));
        add(
                "GatherND",
                List.of(TinyOnnx.longs("i", 0, 1, 0, 2).toBuilder()
                        .clearDims()
                        .addDims(2)
                        .addDims(2)
                        .build()),
                node("GatherND", "n", "y", "x", "i"));
        add(
                "ScatterND",
                List.of(
                        TinyOnnx.longs("i", 0, 1).toBuilder()
                                .clearDims()
                                .addDims(1)
                                .addDims(2)
                                .build(),
                        zeros("u", 1, 8, 6)),
                node("ScatterND", "n", "y", "x", "i", "u"));
        add(
                "TopK",
                List.of(longs("k", 3)),
                node("TopK", "n", "y", "x", "k").addOutput("i").addAttribute(integer("axis", 2)));
        add("NonZero", List.of(), node("NonZero", "n", "y", "x"));
        add(
                "NonMaxSuppression",
                List.of(zeros("b", 1, 5, 4), zeros("s", 1, 2, 5)),
                node("NonMaxSuppression", "n", "y", "b", "s"));
        add(
                "OneHot",
                List.of(longs("i", 1, 2), longs("d", 5), floats("v", new long[] {2}, 0, 1)),
                node("OneHot", "n", "y", "i", "d", "v"));
    }

    private void sizes() {
        add("Shape", List.of(), node("Shape", "n", "y", "x"));
        add(
                "Shape part",
                List.of(),
                node("Shape", "n", "y", "x").addAttribute(integer("start", -3)).addAttribute(integer("end", -1)));
        add("Size", List.of(), node("Size", "n", "y", "x"));
        add("ConstantOfShape", List.of(longs("s", 2, 0, 3)), node("ConstantOfShape", "n", "y", "s"));
        add(
                "Range",
                List.of(floats("a", new long[0], 1), floats("b", new long[0], 4.5f), floats("c", new long[0], 0.7f)),
                node("Range", "n", "y", "a", "b", "c"));
        add("Pad", List.of(longs("p", 0, 1, 2, -1, 0, 0, 3, 2)), node("Pad", "n", "y", "x", "p"));
        for (float scale : new float[] {2, 1.5f, 0.37f}) {
            add(
                    "Resize " + scale,
                    List.of(floats("s", new long[] {4}, 1, 1, scale, scale)),
                    node("Resize", "n", "y", "x", "", "s"));
        }
        add("Resize sizes", List.of(longs("s", 1, 4, 13, 5)), node("Resize", "n", "y", "x", "", "", "s"));
        // As torch writes x.view(b, c, h * w) and an interpolation to twice the size, for any input.
        add(
                "sizes that are computed",
                List.of(longs("two", 2), longs("three", 3), longs("open", -1), longs("first", 0), longs("f", 2, 2)),
                node("Shape", "n", "shape", "x"),
                node("Gather", "g", "h", "shape", "two"),
                node("Gather", "g2", "w", "shape", "three"),
                node("Mul", "m", "hw", "h", "w"),
                node("Slice", "s", "front", "shape", "first", "two"),
                node("Concat", "c", "wanted", "front", "hw").addAttribute(integer("axis", 0)),
                node("Reshape", "r", "flat", "x", "wanted"),
                node("Slice", "s2", "places", "shape", "two", "four"),
                node("Mul", "m2", "twice", "places", "f"),
                node("Concat", "c2", "larger", "front", "twice").addAttribute(integer("axis", 0)),
                node("Constant", "k", "four")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("value_ints")
                                .setType(AttributeType.INTS)
                                .addInts(4)),
                node("Resize", "z", "y", "x", "", "", "larger"));
        // As torch writes expand.
        add(
                "expanding",
                List.of(longs("wanted", -1, 4, 8, 6), longs("minus", -1), longs("n", 4)),
                node("ConstantOfShape", "o", "ones", "n")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("value")
                                .setType(AttributeType.TENSOR)
                                .setT(longs("", 1))),
                node("Mul", "m", "negative", "ones", "minus"),
                node("Equal", "e", "asIs", "wanted", "negative"),
                node("Where", "w", "full", "asIs", "ones", "wanted"),
                node("Expand", "x", "y", "x", "full"));
    }

    private void olderOperatorSets() {
        opset = 9;
        add(
                "Slice",
                List.of(),
                node("Slice", "n", "y", "x")
                        .addAttribute(ints("starts", 1))
                        .addAttribute(ints("ends", 7))
                        .addAttribute(ints("axes", 2)));
        add("TopK", List.of(), node("TopK", "n", "y", "x").addOutput("i").addAttribute(integer("k", 2)));
        add("Upsample", List.of(floats("s", new long[] {4}, 1, 1, 2, 2)), node("Upsample", "n", "y", "x", "s"));
        add("Pad", List.of(), node("Pad", "n", "y", "x").addAttribute(ints("pads", 0, 0, 1, 1, 0, 0, 1, 1)));
        add(
                "Split",
                List.of(),
                node("Split", "n", "z", "x")
                        .addOutput("y")
                        .addAttribute(integer("axis", 1))
                        .addAttribute(ints("split", 1, 3)),
                node("Relu", "r", "end", "y"));
        opset = 8;
        add("Upsample", List.of(), node("Upsample", "n", "y", "x").addAttribute(realNumbers("scales", 1, 1, 3, 2)));
        opset = 10;
        add("Resize", List.of(floats("s", new long[] {4}, 1, 1, 2, 2)), node("Resize", "n", "y", "x", "s"));
        opset = 11;
        add("Squeeze", List.of(), node("Squeeze", "n", "y", "x").addAttribute(ints("axes", 0)));
        add("Unsqueeze", List.of(), node("Unsqueeze", "n", "y", "x").addAttribute(ints("axes", 0, 5)));
        add("ReduceSum", List.of(), node("ReduceSum", "n", "y", "x").addAttribute(ints("axes", 2)));
        opset = 18;
        add("ReduceMean", List.of(longs("a", 2)), node("ReduceMean", "n", "y", "x", "a"));
        add(
                "Split",
                List.of(),
                node("Split", "n", "z", "x")
                        .addOutput("y")
                        .addAttribute(integer("axis", 2))
                        .addAttribute(integer("num_outputs", 2)),
                node("Relu", "r", "end", "y"));
        opset = 17;
    }
}
