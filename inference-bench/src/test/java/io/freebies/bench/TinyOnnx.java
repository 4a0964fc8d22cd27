package io.freebies.bench;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Writes chains of 1 x 1 convolutions: models whose cost is their length. */
public final class TinyOnnx {
    private static final int CHANNELS = 32;

    private TinyOnnx() {}

    /** A chain on an open batch of {@code size} x {@code size} pixels. */
    public static Path chain(Path file, int convolutions, int size) throws IOException {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("chain");
        graph.addInput(value("images", size));
        for (int i = 0; i < convolutions; i++) {
            String from = i == 0 ? "images" : "x" + i;
            String to = i == convolutions - 1 ? "output0" : "x" + (i + 1);
            graph.addInitializer(kernel("kernel" + i, i));
            graph.addNode(NodeProto.newBuilder()
                    .setOpType("Conv")
                    .addInput(from)
                    .addInput("kernel" + i)
                    .addOutput(to));
        }
        graph.addOutput(value("output0", size));
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build();
        return Files.write(file, model.toByteArray());
    }

    private static ValueInfoProto value(String name, int size) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("batch");
        shape.addDimBuilder().setDimValue(CHANNELS);
        shape.addDimBuilder().setDimValue(size);
        shape.addDimBuilder().setDimValue(size);
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static TensorProto kernel(String name, int seed) {
        TensorProto.Builder kernel = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(CHANNELS)
                .addDims(CHANNELS)
                .addDims(1)
                .addDims(1);
        Random random = new Random(seed);
        for (int i = 0; i < CHANNELS * CHANNELS; i++) {
            kernel.addFloatData((float) random.nextGaussian() / CHANNELS);
        }
        return kernel.build();
    }
}
