package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Small ONNX models, written by hand. */
public final class TinyOnnx {
    private TinyOnnx() {}

    /**
     * images [batch, 3, 4, 4] -> Conv to 2 channels -> LeakyRelu -> Reshape [0, 2, 16] -> (Exp, Sigmoid) -> Sub ->
     * Concat with a constant row.
     */
    public static ModelProto model() {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("tiny")
                .addInput(value("images", "batch", 3, 4, 4))
                .addOutput(value("output0", "batch", 4, 16))
                .addInitializer(floats("w", new long[] {2, 3, 1, 1}, 1, 2, 3, 4, 5, 6))
                .addInitializer(floats("b", new long[] {2}, 0.5f, -0.5f))
                .addInitializer(longs("shape", 0, 2, 16))
                .addInitializer(floats("half", new long[] {1}, 0.5f))
                .addNode(node("Conv", "stem", "c", "images", "w", "b")
                        .addAttribute(ints("kernel_shape", 1, 1))
                        .addAttribute(ints("strides", 1, 1)))
                .addNode(node("LeakyRelu", "act", "r", "c").addAttribute(number("alpha", 0.1f)))
                .addNode(node("Reshape", "flat", "f", "r", "shape"))
                .addNode(node("Exp", "exp", "e", "f"))
                .addNode(node("Sigmoid", "sig", "s", "f"))
                .addNode(node("Sub", "sub", "d", "e", "s"))
                .addNode(node("Mul", "scale", "m", "d", "half"))
                .addNode(node("Concat", "cat", "output0", "m", "d").addAttribute(integer("axis", 1)));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build();
    }

    /** A model whose only output is this constant for every picture of [batch, 3, size, size]. */
    public static ModelProto constant(
            String output, long[] dims, float[] data, int size, Map<String, String> metadata) {
        Object[] outDims = new Object[dims.length];
        outDims[0] = "batch";
        for (int i = 1; i < dims.length; i++) {
            outDims[i] = dims[i];
        }
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("constant")
                .addInput(value("images", "batch", 3, size, size))
                .addOutput(value(output, outDims))
                .addInitializer(floats("answer", dims, data))
                .addInitializer(floats("zero", new long[] {1}, 0))
                .addInitializer(longs("first", 0))
                .addInitializer(longs("one", 1))
                .addInitializer(longs("axis", 1))
                .addNode(node("Slice", "s1", "slice", "images", "first", "one", "axis"))
                .addNode(node("ReduceMean", "mean", "m", "slice")
                        .addAttribute(ints("axes", 1, 2, 3))
                        .addAttribute(integer("keepdims", 0)))
                .addNode(node("Mul", "none", "z", "m", "zero"))
                .addNode(node("Reshape", "col", "zc", "z", "column.shape"))
                .addInitializer(longs("column.shape", -1, 1, 1))
                .addNode(node("Add", "add", output, "zc", "answer"));
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph);
        metadata.forEach((key, text) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(text)));
        return model.build();
    }

    /** Writes a model. */
    public static Path write(Path file, ModelProto model) {
        try {
            return Files.write(file, model.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static NodeProto.Builder node(String type, String name, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .setName(name)
                .addOutput(output)
                .addAllInput(List.of(inputs));
    }

    public static AttributeProto ints(String name, long... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INTS)
                .addAllInts(Arrays.stream(values).boxed().toList())
                .build();
    }

    public static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    public static AttributeProto number(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    public static TensorProto floats(String name, long[] dims, float... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
        Arrays.stream(dims).forEach(tensor::addDims);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    public static TensorProto longs(String name, long... values) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT64.getNumber())
                .addDims(values.length)
                .addAllInt64Data(Arrays.stream(values).boxed().toList())
                .build();
    }

    /** A float32 value; a dimension is a number or a symbol. */
    public static ValueInfoProto value(String name, Object... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object dim : dims) {
            shape.addDim(
                    dim instanceof Number number
                            ? Dimension.newBuilder().setDimValue(number.longValue())
                            : Dimension.newBuilder().setDimParam(dim.toString()));
        }
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder()
                .setElemType(DataType.FLOAT.getNumber())
                .setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /** A value of which nothing is declared. */
    public static ValueInfoProto anyShape(String name) {
        return ValueInfoProto.newBuilder().setName(name).build();
    }
}
