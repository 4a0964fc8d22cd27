package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A detector with all parts of a real one, two heads and a decoded answer {@code output0} [batch, 4 + 2, N], in which
 * everything can be changed that a comparison must notice or overlook. Fields are set once, by the lambda given to
 * {@link #model}.
 */
public final class TinyYolo {
    private static final int CLASSES = 2;

    /** Pixels, a multiple of 8. */
    public int size = 32;
    /** Seed of the weights. */
    public long seed = 1;
    /** Before every name but the input's and the output's. */
    public String prefix = "";

    public int stemStride = 2;
    public int downStride = 2;
    public float slope = 0.1f;
    /** Norms as nodes of their own. */
    public boolean norms;

    public float epsilon = 1e-5f;
    public boolean extraConv;
    public boolean spatialPyramid;
    public float anchorScale = 1;
    public boolean headsSwapped;
    public long opset = 17;
    /** Scores of the best so many predictions instead of boxes. */
    public int topK;
    /** Type of the stem's kernel. */
    public DataType stemType = DataType.FLOAT;
    /** A number of the stem's kernel is not one. */
    public boolean notANumber;
    /** Independent nodes of the decoding in another order. */
    public boolean reordered;

    public final Map<String, String> metadata = new LinkedHashMap<>();

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final List<NodeProto> nodes = new ArrayList<>();
    private SplittableRandom random = new SplittableRandom(0);

    private TinyYolo() {}

    /** A model with some things changed. */
    public static ModelProto model(Consumer<TinyYolo> change) {
        TinyYolo yolo = new TinyYolo();
        change.accept(yolo);
        yolo.random = new SplittableRandom(yolo.seed);
        return yolo.build();
    }

    /** A file of a model with some things changed. */
    public static Path write(Path file, Consumer<TinyYolo> change) {
        return TinyOnnx.write(file, model(change));
    }

    private ModelProto build() {
        String x = layer("stem", "images", 3, 8, 3, stemStride);
        x = layer("down", x, 8, 16, 3, downStride);
        x = extraConv ? layer("extra", x, 16, 16, 1, 1) : x;
        x = spatialPyramid ? pyramid(x) : x;
        String fine = conv("fine", x, 16, 3 * (5 + CLASSES), 1, 1);
        String coarse = conv("coarse", layer("deep", x, 16, 32, 3, 2), 32, 3 * (5 + CLASSES), 1, 1);
        String output = decode(headsSwapped ? List.of(fine, coarse) : List.of(coarse, fine));
        if (reordered) {
            NodeProto size = nodes.remove(indexOf("size.raw"));
            nodes.add(indexOf("centre.raw"), size);
        }
        graph.setName("yolo")
                .addAllNode(nodes)
                .addInput(TinyOnnx.value("images", "batch", 3, size, size))
                .addOutput(
                        topK > 0
                                ? TinyOnnx.value(output, "batch", topK)
                                : TinyOnnx.value(output, "batch", 4 + CLASSES, predictions()));
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph);
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }

    private int predictions() {
        return 3 * (size / 4 * (size / 4) + size / 8 * (size / 8));
    }

    private int indexOf(String name) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).getName().equals(prefix + name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private String add(NodeProto.Builder node) {
        nodes.add(node.build());
        return node.getOutput(0);
    }

    private String node(String type, String name, String... inputs) {
        return add(TinyOnnx.node(type, prefix + name, prefix + name, inputs));
    }

    private String layer(String name, String x, int from, int to, int kernel, int stride) {
        String y = conv(name, x, from, to, kernel, stride);
        if (norms) {
            y = add(TinyOnnx.node(
                            "BatchNormalization",
                            prefix + name + ".norm",
                            prefix + name + ".norm",
                            y,
                            floats(name + ".scale", 1, to),
                            floats(name + ".shift", 1, to),
                            floats(name + ".mean", 1, to),
                            floats(name + ".variance", 1, to))
                    .addAttribute(TinyOnnx.number("epsilon", epsilon)));
        }
        return add(TinyOnnx.node("LeakyRelu", prefix + name + ".active", prefix + name + ".active", y)
                .addAttribute(TinyOnnx.number("alpha", slope)));
    }

    private String conv(String name, String x, int from, int to, int kernel, int stride) {
        int pad = kernel / 2;
        return add(TinyOnnx.node(
                        "Conv",
                        prefix + name,
                        prefix + name,
                        x,
                        floats(name + ".weight", 0.5f / from, to, from, kernel, kernel),
                        floats(name + ".bias", 0.1f, to))
                .addAttribute(TinyOnnx.ints("kernel_shape", kernel, kernel))
                .addAttribute(TinyOnnx.ints("pads", pad, pad, pad, pad))
                .addAttribute(TinyOnnx.ints("strides", stride, stride)));
    }

    private String pyramid(String x) {
        List<String> all = new ArrayList<>(List.of(x));
        for (int kernel : List.of(5, 9)) {
            int pad = kernel / 2;
            String name = prefix + "pool" + kernel;
            all.add(add(TinyOnnx.node("MaxPool", name, name, x)
                    .addAttribute(TinyOnnx.ints("kernel_shape", kernel, kernel))
                    .addAttribute(TinyOnnx.ints("pads", pad, pad, pad, pad))
                    .addAttribute(TinyOnnx.ints("strides", 1, 1))));
        }
        add(TinyOnnx.node("Concat", prefix + "pyramid", prefix + "pyramid", all.toArray(String[]::new))
                .addAttribute(TinyOnnx.integer("axis", 1)));
        return layer("join", prefix + "pyramid", 48, 16, 1, 1);
    }

    private String decode(List<String> heads) {
        List<String> rows = new ArrayList<>();
        int n = predictions();
        for (String head : heads) {
            String shape = longs(head + ".shape", 0, 3, 5 + CLASSES, -1);
            rows.add(add(TinyOnnx.node("Reshape", head + ".cells", head + ".cells", head, shape)));
        }
        add(TinyOnnx.node("Concat", prefix + "cells", prefix + "cells", rows.toArray(String[]::new))
                .addAttribute(TinyOnnx.integer("axis", 3)));
        add(TinyOnnx.node("Transpose", prefix + "kinds", prefix + "kinds", prefix + "cells")
                .addAttribute(TinyOnnx.ints("perm", 0, 2, 1, 3)));
        String flat = node("Reshape", "flat", prefix + "kinds", longs(prefix + "flat.shape", 0, 5 + CLASSES, n));
        String score = node(
                "Mul",
                "score",
                node("Sigmoid", "class", slice("class.raw", flat, 5, 5 + CLASSES)),
                node("Sigmoid", "object", slice("object.raw", flat, 4, 5)));
        if (topK > 0) {
            String row = node("Reshape", "row", score, longs(prefix + "row.shape", 0, -1));
            add(TinyOnnx.node("TopK", prefix + "best", "best", row, longs(prefix + "k", topK))
                    .addOutput(prefix + "best.index"));
            return "best";
        }
        String centre = node(
                "Add",
                "centre",
                node("Mul", "cell", node("Sigmoid", "offset", slice("centre.raw", flat, 0, 2)), table("stride", 8)),
                table("grid", size));
        String wide = node("Mul", "size", node("Exp", "factor", slice("size.raw", flat, 2, 4)), anchors());
        return add(TinyOnnx.node("Concat", prefix + "answer", "output0", centre, wide, score)
                .addAttribute(TinyOnnx.integer("axis", 1)));
    }

    private String slice(String name, String x, int from, int to) {
        String start = longs(prefix + name + ".start", from);
        return node("Slice", name, x, start, longs(prefix + name + ".end", to), longs(prefix + name + ".axis", 1));
    }

    private String anchors() {
        return constant("anchors", 2 + 10 * anchorScale);
    }

    private String table(String name, float most) {
        return constant(name, most);
    }

    /** A constant [1, 2, N] that rises to a number. */
    private String constant(String name, float most) {
        float[] data = new float[2 * predictions()];
        for (int i = 0; i < data.length; i++) {
            data[i] = most * (i % predictions()) / predictions();
        }
        graph.addInitializer(TinyOnnx.floats(prefix + name, new long[] {1, 2, predictions()}, data));
        return prefix + name;
    }

    private String longs(String name, long... values) {
        graph.addInitializer(TinyOnnx.longs(name, values));
        return name;
    }

    /** Random numbers up to a size, for norms always positive. */
    private String floats(String name, float most, int... dims) {
        long[] extents = new long[dims.length];
        int count = 1;
        for (int i = 0; i < dims.length; i++) {
            extents[i] = dims[i];
            count *= dims[i];
        }
        float[] data = new float[count];
        boolean positive = name.endsWith("variance") || name.endsWith("scale");
        for (int i = 0; i < count; i++) {
            data[i] = (float) (positive ? 0.5 + random.nextDouble() : most * (2 * random.nextDouble() - 1));
        }
        boolean stem = name.equals("stem.weight");
        data[0] = stem && notANumber ? Float.NaN : data[0];
        TensorProto tensor = TinyOnnx.floats(prefix + name, extents, data);
        if (stem && stemType != DataType.FLOAT) {
            tensor = tensor.toBuilder()
                    .clearFloatData()
                    .setDataType(stemType.getNumber())
                    .setRawData(ByteString.copyFrom(new byte[2 * count]))
                    .build();
        }
        graph.addInitializer(tensor);
        return prefix + name;
    }
}
