package io.freebies.bench.gate;

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
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.freebies.box.AnchorSize;
import io.freebies.box.NmsSettings;
import io.freebies.run.SpecJson;
import io.freebies.zoo.DetectorSpec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Detectors whose answer is the bias of one convolution, and pictures on which it is right or wrong. */
final class GateFixture {
    private static final int SIDE = 32;
    private static final int CHANNELS = 18;
    private static final int PICTURES = 6;

    private GateFixture() {}

    /**
     * A detector of cats and dogs that sees the same in every picture: a cat 16 wide and 32 high, and a dog beyond the
     * corner.
     *
     * @param catCentre the x of the cat's centre; 8 is right
     * @param stride of the convolution, which makes no difference to the answer
     * @param weight of every pixel; 0 for that answer
     */
    static Path detector(Path file, float catCentre, int stride, float weight) throws IOException {
        float[][] columns = {
            {catCentre, 16, 16, 32, 0.9f, 0}, {32, 32, 16, 16, 0, 0.6f}, {catCentre, 16, 16, 30, 0.5f, 0}
        };
        float[] bias = new float[CHANNELS];
        for (int i = 0; i < CHANNELS; i++) {
            bias[i] = columns[i % 3][i / 3];
        }
        float[] kernel = new float[CHANNELS * 3 * SIDE * SIDE];
        Arrays.fill(kernel, weight);
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("detector")
                .addInput(value("images", 3, SIDE, SIDE))
                .addOutput(value("output0", 6, 3))
                .addInitializer(floats("kernel", kernel, CHANNELS, 3, SIDE, SIDE))
                .addInitializer(floats("bias", bias, CHANNELS))
                .addInitializer(TensorProto.newBuilder()
                        .setName("shape")
                        .setDataType(DataType.INT64.getNumber())
                        .addDims(3)
                        .addAllInt64Data(List.of(-1L, 6L, 3L)))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Conv")
                        .setName("all")
                        .addAllInput(List.of("images", "kernel", "bias"))
                        .addOutput("c")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("strides")
                                .setType(AttributeType.INTS)
                                .addAllInts(List.of((long) stride, (long) stride))))
                .addNode(NodeProto.newBuilder()
                        .setOpType("Reshape")
                        .setName("answer")
                        .addAllInput(List.of("c", "shape"))
                        .addOutput("output0"));
        DetectorSpec spec = new DetectorSpec(
                "tiny",
                List.of("cat", "dog"),
                SIDE,
                List.of(new AnchorSize(1, 1)),
                new NmsSettings(0.01, 400, 0.45, 100));
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .addMetadataProps(StringStringEntryProto.newBuilder()
                        .setKey("freebies.spec")
                        .setValue(SpecJson.write(spec)))
                .addMetadataProps(StringStringEntryProto.newBuilder()
                        .setKey("freebies.profile")
                        .setValue("decoded"))
                .build();
        return Files.write(file, model.toByteArray());
    }

    private static ValueInfoProto value(String name, long... extents) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("batch");
        Arrays.stream(extents).forEach(extent -> shape.addDimBuilder().setDimValue(extent));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }

    private static TensorProto floats(String name, float[] values, long... extents) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
        Arrays.stream(extents).forEach(tensor::addDims);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    /** A VOC folder of black pictures, each with a cat in its left half; split {@code test}. */
    static void pictures(Path folder) throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("JPEGImages"));
        Path annotations = Files.createDirectories(folder.resolve("Annotations"));
        Path splits = Files.createDirectories(folder.resolve("ImageSets/Main"));
        Files.writeString(folder.resolve("labels.txt"), "cat\ndog\n");
        for (int i = 0; i < PICTURES; i++) {
            BufferedImage black = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
            ImageIO.write(black, "jpg", pictures.resolve("p" + i + ".jpg").toFile());
            Files.writeString(
                    annotations.resolve("p" + i + ".xml"),
                    "<annotation><filename>p" + i + ".jpg</filename><size><width>32</width><height>32</height>"
                            + "<depth>3</depth></size><object><name>cat</name><difficult>0</difficult><bndbox>"
                            + "<xmin>1</xmin><ymin>1</ymin><xmax>16</xmax><ymax>32</ymax></bndbox></object>"
                            + "</annotation>");
        }
        Files.writeString(
                splits.resolve("test.txt"),
                IntStream.range(0, PICTURES).mapToObj(i -> "p" + i + "\n").collect(Collectors.joining()));
    }
}
