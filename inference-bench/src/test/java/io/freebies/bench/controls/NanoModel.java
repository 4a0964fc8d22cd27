package io.freebies.bench.controls;

import static io.freebies.verifier.onnx.TinyOnnx.integer;
import static io.freebies.verifier.onnx.TinyOnnx.ints;
import static io.freebies.verifier.onnx.TinyOnnx.number;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import io.freebies.box.NmsSettings;
import io.freebies.exporter.OnnxExport;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.run.AtomicFile;
import io.freebies.run.TrainedDetector;
import io.freebies.verifier.onnx.TinyOnnx;
import io.freebies.zoo.Detector;
import io.freebies.zoo.DetectorSpec;
import io.freebies.zoo.ModelZoo;
import io.freebies.zoo.Profile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** A whole exported YOLOv3-nano for cats and dogs, in which one thing at a time can be changed. */
public final class NanoModel {
    private static final List<String> CLASSES = List.of("cat", "dog");
    private static final String STEM = "backbone.stem";

    private final ModelProto.Builder model;
    private final GraphProto.Builder graph;

    private NanoModel(ModelProto exported) {
        model = exported.toBuilder();
        graph = model.getGraphBuilder();
    }

    /** The network as the zoo has it, at a size in pixels. */
    public static DetectorSpec spec(int size) {
        DetectorSpec own = ModelZoo.defaultSpec("yolov3-nano", CLASSES);
        return new DetectorSpec(own.model(), CLASSES, size, own.anchors(), own.nms());
    }

    /** The same with other suppression. */
    static DetectorSpec withNms(DetectorSpec spec, NmsSettings nms) {
        return new DetectorSpec(spec.model(), spec.classes(), spec.inputSize(), spec.anchors(), nms);
    }

    /** Exported with fresh weights. */
    public static NanoModel of(DetectorSpec spec, Profile profile, long seed) {
        return new NanoModel(OnnxExport.of(TrainedDetector.fresh(ModelZoo.detector(spec), seed), profile)
                .model());
    }

    /**
     * A detector of 32 pixels whose heads answer the same for every picture: one cat, 16 wide and 32 high.
     *
     * @param x of its centre, above 0 and below 32
     */
    public static NanoModel seeingOneCat(float x) {
        DetectorSpec spec = spec(32);
        Detector detector = ModelZoo.detector(spec);
        TrainedDetector fresh = TrainedDetector.fresh(detector, 1);
        Map<String, Tensor> tensors = new HashMap<>(fresh.weights().tensors());
        for (String head : List.of("stride32", "stride16", "stride8")) {
            Tensor kernel = tensors.get(head + ".weight");
            tensors.put(head + ".weight", Tensor.zeros(kernel.shape()));
            Tensor bias = tensors.get(head + ".bias");
            float[] numbers = new float[bias.data().length];
            for (int anchor = 0; anchor < 3; anchor++) {
                numbers[anchor * (5 + CLASSES.size()) + 4] = -20;
            }
            if (head.equals("stride32")) {
                numbers[0] = (float) Math.log(x / (32 - x));
                numbers[2] = (float) Math.log(16 / spec.anchors().get(0).width());
                numbers[3] = (float) Math.log(32 / spec.anchors().get(0).height());
                numbers[4] = 8;
                numbers[5] = 8;
                numbers[6] = -8;
            }
            tensors.put(head + ".bias", new Tensor(bias.shape(), numbers));
        }
        Weights weights = new Weights(tensors, fresh.weights().metadata());
        return new NanoModel(OnnxExport.of(new TrainedDetector(detector, weights), Profile.DECODED)
                .model());
    }

    /** Writes it as it is now. */
    public Path write(Path file) {
        AtomicFile.write(file, model.build()::writeTo);
        return file;
    }

    private NodeProto.Builder node(String name) {
        return graph.getNodeBuilder(indexOf(name));
    }

    private int indexOf(String name) {
        for (int i = 0; i < graph.getNodeCount(); i++) {
            if (graph.getNode(i).getName().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name);
    }

    /** A node whose only answer has its name. */
    static NodeProto.Builder node(String type, String name, String... inputs) {
        return TinyOnnx.node(type, name, name, inputs);
    }

    private static void set(NodeProto.Builder node, AttributeProto attribute) {
        for (int i = 0; i < node.getAttributeCount(); i++) {
            if (node.getAttribute(i).getName().equals(attribute.getName())) {
                node.setAttribute(i, attribute);
                return;
            }
        }
        node.addAttribute(attribute);
    }

    /** Random numbers around a middle. */
    private String floats(String name, float middle, long... extents) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
        long count = 1;
        for (long extent : extents) {
            tensor.addDims(extent);
            count *= extent;
        }
        SplittableRandom random = new SplittableRandom(name.hashCode());
        for (long i = 0; i < count; i++) {
            tensor.addFloatData((float) (middle + 0.1 * random.nextDouble()));
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** Puts nodes after a node; what read its answer reads the last one's. */
    private NanoModel insertAfter(String name, NodeProto.Builder... nodes) {
        String last = nodes[nodes.length - 1].getOutput(0);
        for (NodeProto.Builder reader : graph.getNodeBuilderList()) {
            for (int i = 0; i < reader.getInputCount(); i++) {
                if (reader.getInput(i).equals(name)) {
                    reader.setInput(i, last);
                }
            }
        }
        int at = indexOf(name) + 1;
        for (int i = 0; i < nodes.length; i++) {
            graph.addNode(at + i, nodes[i]);
        }
        return this;
    }

    /** One more 1x1 convolution in the head of the deepest scale. */
    NanoModel oneMoreConvolution() {
        String weight = floats("extra.weight", 0, 64, 64, 1, 1);
        return insertAfter(
                "stride32.conv5.active",
                node("Conv", "extra", "stride32.conv5.active", weight).addAttribute(ints("kernel_shape", 1, 1)));
    }

    /** Spatial pyramid pooling (He et al. 2015) with a convolution back to the channels before. */
    NanoModel spatialPyramid() {
        String from = "stride32.conv1.active";
        List<NodeProto.Builder> nodes = new ArrayList<>();
        List<String> parts = new ArrayList<>(List.of(from));
        for (long side : new long[] {5, 9, 13}) {
            long pad = side / 2;
            nodes.add(node("MaxPool", "spp.pool" + side, from)
                    .addAttribute(ints("kernel_shape", side, side))
                    .addAttribute(ints("pads", pad, pad, pad, pad))
                    .addAttribute(ints("strides", 1, 1)));
            parts.add("spp.pool" + side);
        }
        nodes.add(node("Concat", "spp.join", parts.toArray(String[]::new)).addAttribute(integer("axis", 1)));
        nodes.add(node("Conv", "spp.mix", "spp.join", floats("spp.mix.weight", 0, 64, 256, 1, 1))
                .addAttribute(ints("kernel_shape", 1, 1)));
        // The pools read what was there before, so they are put in only when its readers are the pyramid's.
        NanoModel changed = insertAfter(from, nodes.get(nodes.size() - 1));
        for (int i = 0; i < nodes.size() - 1; i++) {
            graph.addNode(indexOf("spp.mix"), nodes.get(i));
        }
        return changed;
    }

    /** Another slope of one activation. */
    NanoModel slope(float slope) {
        set(node(STEM + ".active"), number("alpha", slope));
        return this;
    }

    /** The first two convolutions' strides; 2 and 2 in the zoo, and any of product 4 gives the same shapes after them. */
    NanoModel strides(long stem, long next) {
        set(node(STEM), ints("strides", stem, stem));
        set(node("backbone.stage1.down"), ints("strides", next, next));
        graph.clearValueInfo();
        return this;
    }

    /** A norm that stands behind its convolution instead of being folded into it. */
    NanoModel unfusedNorm(float epsilon) {
        return insertAfter(
                STEM,
                node(
                                "BatchNormalization",
                                "norm",
                                STEM,
                                floats("norm.scale", 1, 16),
                                floats("norm.shift", 0, 16),
                                floats("norm.mean", 0, 16),
                                floats("norm.variance", 1, 16))
                        .addAttribute(number("epsilon", epsilon)));
    }

    /** The two deeper heads' predictions in the other order. */
    NanoModel headsSwapped() {
        NodeProto.Builder cells = node("decode.cells");
        String first = cells.getInput(0);
        cells.setInput(0, cells.getInput(1)).setInput(1, first);
        graph.clearValueInfo();
        return this;
    }

    NanoModel opset(long version) {
        model.getOpsetImportBuilder(0).setVersion(version);
        return this;
    }

    /** The stem's kernel as half floats, widened before it is used, or not. */
    NanoModel halfKernel(boolean widened) {
        TensorProto.Builder kernel = kernel();
        int numbers = kernel.getRawData().size() / Float.BYTES;
        kernel.setDataType(DataType.FLOAT16.getNumber())
                .setRawData(ByteString.copyFrom(new byte[numbers * Short.BYTES]));
        if (widened) {
            NodeProto.Builder cast =
                    node("Cast", "wide", STEM + ".weight").addAttribute(integer("to", DataType.FLOAT.getNumber()));
            node(STEM).setInput(1, "wide");
            graph.addNode(0, cast);
        }
        return this;
    }

    /** One number of the stem's kernel is none. */
    NanoModel notANumber() {
        TensorProto.Builder kernel = kernel();
        ByteBuffer raw = ByteBuffer.wrap(kernel.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        raw.putFloat(4 * Float.BYTES, Float.NaN);
        kernel.setRawData(ByteString.copyFrom(raw.array()));
        return this;
    }

    private TensorProto.Builder kernel() {
        return graph.getInitializerBuilderList().stream()
                .filter(tensor -> tensor.getName().equals(STEM + ".weight"))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Work that changes no number: the error function of some pixels, whose mean times 0 is added to the deepest head.
     *
     * @param pixels how many
     * @param times the function is taken one after the other
     */
    public NanoModel slowed(long pixels, int times) {
        return new NanoModel(SlowerModel.of(model.build(), "stride32", pixels, times));
    }

    /** All names but those of input and output begin with something else. */
    public NanoModel renamed() {
        List<String> kept = List.of("images", "output0", "");
        UnaryOperator<String> to = name -> kept.contains(name) ? name : "other/" + name;
        graph.setName("other");
        graph.getInitializerBuilderList().forEach(t -> t.setName(to.apply(t.getName())));
        graph.getValueInfoBuilderList().forEach(v -> v.setName(to.apply(v.getName())));
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            List<String> inputs = node.getInputList().stream().map(to).toList();
            List<String> outputs = node.getOutputList().stream().map(to).toList();
            node.setName(to.apply(node.getName())).clearInput().addAllInput(inputs);
            node.clearOutput().addAllOutput(outputs);
        }
        return this;
    }

    /** Independent nodes of the decoding in another order, and the tensors backwards. */
    public NanoModel reordered() {
        for (String name : List.of("decode.class.raw", "decode.object.raw", "decode.size.raw")) {
            NodeProto moved = graph.getNode(indexOf(name));
            graph.removeNode(indexOf(name));
            graph.addNode(indexOf("decode.flat") + 1, moved);
        }
        List<TensorProto> tensors = new ArrayList<>(graph.getInitializerList());
        Collections.reverse(tensors);
        graph.clearInitializer().addAllInitializer(tensors);
        return this;
    }

    /** Another producer, one more key. */
    public NanoModel otherMetadata() {
        model.setProducerName("someone").setProducerVersion("2").setDocString("trained elsewhere");
        model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey("author").setValue("someone"));
        return this;
    }
}
