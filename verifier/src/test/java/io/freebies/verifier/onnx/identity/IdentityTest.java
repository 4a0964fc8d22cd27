package io.freebies.verifier.onnx.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.freebies.failure.Failure;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.OnnxFingerprint;
import io.freebies.verifier.onnx.TinyOnnx;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdentityTest {
    private static final int CONV = 0;
    private static final int LEAKY = 1;
    private static final int RESHAPE = 2;
    private static final int SUB = 5;
    private static final int CONCAT = 7;

    private static OnnxFile file(ModelProto model) {
        return OnnxFile.of(Path.of("tiny.onnx"), model);
    }

    private static ModelProto changed(Consumer<GraphProto.Builder> change) {
        ModelProto.Builder model = TinyOnnx.model().toBuilder();
        change.accept(model.getGraphBuilder());
        return model.build();
    }

    /** All names of values, nodes and tensors replaced. */
    private static ModelProto renamed(UnaryOperator<String> to) {
        return changed(graph -> {
            graph.setName("other");
            graph.getInputBuilderList().forEach(v -> v.setName(to.apply(v.getName())));
            graph.getOutputBuilderList().forEach(v -> v.setName(to.apply(v.getName())));
            graph.getInitializerBuilderList().forEach(t -> t.setName(to.apply(t.getName())));
            graph.getInputBuilderList()
                    .forEach(v -> v.getTypeBuilder()
                            .getTensorTypeBuilder()
                            .getShapeBuilder()
                            .getDimBuilder(0)
                            .setDimParam("N"));
            graph.getOutputBuilderList()
                    .forEach(v -> v.getTypeBuilder()
                            .getTensorTypeBuilder()
                            .getShapeBuilder()
                            .getDimBuilder(0)
                            .setDimParam("N"));
            for (NodeProto.Builder node : graph.getNodeBuilderList()) {
                List<String> inputs = node.getInputList().stream().map(to).toList();
                List<String> outputs = node.getOutputList().stream().map(to).toList();
                node.setName(to.apply(node.getName()))
                        .setDocString("documented")
                        .clearInput()
                        .addAllInput(inputs)
                        .clearOutput()
                        .addAllOutput(outputs);
            }
        });
    }

    private static ModelProto nodesInAnotherOrder() {
        return changed(graph -> {
            List<NodeProto> nodes = new ArrayList<>(graph.getNodeList());
            Collections.swap(nodes, 3, 4);
            graph.clearNode().addAllNode(nodes);
        });
    }

    private static ModelProto otherWeights() {
        return changed(graph -> graph.setInitializer(0, TinyOnnx.floats("w", new long[] {2, 3, 1, 1}, 6, 5, 4, 3, 2, 0))
                .setInitializer(1, TinyOnnx.floats("b", new long[] {2}, 0, 0)));
    }

    private static ModelProto rawConstants() {
        ByteBuffer raw = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        raw.putLong(0).putLong(2).putLong(16);
        return changed(
                graph -> graph.getInitializerBuilder(2).clearInt64Data().setRawData(ByteString.copyFrom(raw.array())));
    }

    private static ModelProto constantNodes() {
        return changed(graph -> {
            TensorProto half = graph.getInitializer(3);
            graph.removeInitializer(3)
                    .addNode(
                            0,
                            TinyOnnx.node("Constant", "k", "half")
                                    .addAttribute(AttributeProto.newBuilder()
                                            .setName("value")
                                            .setType(AttributeType.TENSOR)
                                            .setT(half)));
        });
    }

    private static ModelProto attributesInAnotherOrder() {
        return changed(graph -> {
            NodeProto.Builder conv = graph.getNodeBuilder(CONV);
            AttributeProto first = conv.getAttribute(0);
            conv.removeAttribute(0).addAttribute(first);
        });
    }

    private static ModelProto defaultsSaid() {
        return changed(graph -> graph.getNodeBuilder(CONV)
                .addAttribute(TinyOnnx.integer("group", 1))
                .addAttribute(TinyOnnx.ints("dilations", 1, 1))
                .addAttribute(TinyOnnx.ints("pads", 0, 0, 0, 0))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("auto_pad")
                        .setType(AttributeType.STRING)
                        .setS(ByteString.copyFromUtf8("NOTSET"))));
    }

    private static ModelProto otherMetadata() {
        return TinyOnnx.model().toBuilder()
                .setProducerName("someone")
                .addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey("names").setValue("{}"))
                .build();
    }

    static Stream<Arguments> sameStructure() {
        return Map.of(
                        "names", renamed(name -> "x/" + name),
                        "order of nodes", nodesInAnotherOrder(),
                        "weights", otherWeights(),
                        "encoding of constants", rawConstants(),
                        "constants as nodes", constantNodes(),
                        "order of attributes", attributesInAnotherOrder(),
                        "defaults that are not said",
                                changed(g -> g.getNodeBuilder(CONV).removeAttribute(1)),
                        "defaults that are said", defaultsSaid(),
                        "metadata", otherMetadata())
                .entrySet()
                .stream()
                .map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sameStructure")
    void doesNotDependOn(String what, ModelProto other) {
        Identity identity = Identity.of(file(TinyOnnx.model()), file(other));
        assertThat(identity.difference()).as(what).isEmpty();
        assertThat(identity.identical()).isTrue();
        assertThat(identity.candidate()).isEqualTo(identity.baseline()).matches("[0-9a-f]{64}");
    }

    private static Arguments difference(String name, Consumer<GraphProto.Builder> change, String... mentions) {
        return Arguments.of(name, changed(change), List.of(mentions));
    }

    private static void insertRelu(GraphProto.Builder graph) {
        graph.addNode(6, TinyOnnx.node("Relu", "extra", "x", "d"));
        graph.getNodeBuilder(7).setInput(0, "x");
    }

    static Stream<Arguments> otherStructure() {
        ModelProto otherOpset = TinyOnnx.model().toBuilder()
                .setOpsetImport(
                        0, TinyOnnx.model().getOpsetImport(0).toBuilder().setVersion(18))
                .build();
        return Stream.of(
                difference(
                        "attribute",
                        g -> g.getNodeBuilder(LEAKY).setAttribute(0, TinyOnnx.number("alpha", 0.2f)),
                        "LeakyRelu 'act'",
                        "alpha=0.1",
                        "alpha=0.2"),
                difference(
                        "missing attribute",
                        g -> g.getNodeBuilder(LEAKY).removeAttribute(0),
                        "LeakyRelu 'act'",
                        "alpha"),
                difference(
                        "constant",
                        g -> g.setInitializer(3, TinyOnnx.floats("half", new long[] {1}, 0.25f)),
                        "input 1 of Mul 'scale'",
                        "0.5",
                        "0.25"),
                difference(
                        "reshape bounds",
                        g -> g.setInitializer(2, TinyOnnx.longs("shape", 0, 16, 2)),
                        "input 1 of Reshape 'flat'",
                        "0, 16, 2"),
                difference(
                        "shape of a weight",
                        g -> g.setInitializer(0, TinyOnnx.floats("w", new long[] {1, 3, 1, 1}, 1, 2, 3)),
                        "input 1 of Conv 'stem'",
                        "[2, 3, 1, 1]",
                        "[1, 3, 1, 1]"),
                difference(
                        "swapped edge",
                        g -> g.getNodeBuilder(SUB).setInput(0, "s").setInput(1, "e"),
                        "Sub 'sub'"),
                difference("extra node", IdentityTest::insertRelu, "input 0 of Mul 'scale'", "Relu 'extra'"),
                difference(
                        "dead node",
                        g -> g.addNode(TinyOnnx.node("Exp", "dead", "gone", "d")),
                        "Exp 'dead'",
                        "nothing"),
                difference(
                        "unused tensor",
                        g -> g.addInitializer(TinyOnnx.floats("ballast", new long[] {1}, 1)),
                        "nothing reads"),
                difference(
                        "operator",
                        g -> g.getNodeBuilder(4).setOpType("Tanh"),
                        "input 1 of Sub 'sub'",
                        "Tanh",
                        "Sigmoid"),
                difference(
                        "rewired edge of equal type",
                        g -> g.getNodeBuilder(CONCAT).setInput(1, "m"),
                        "input 1 of Concat 'cat'"),
                difference(
                        "left out bias",
                        g -> g.getNodeBuilder(CONV)
                                .clearInput()
                                .addInput("images")
                                .addInput("w"),
                        "Conv"),
                difference(
                        "type of the output",
                        g -> g.setOutput(0, TinyOnnx.value("output0", "batch", 4, "n")),
                        "graph output 0"),
                difference(
                        "type of the input", g -> g.setInput(0, TinyOnnx.value("images", 1, 3, 4, 4)), "graph input 0"),
                difference("another output", g -> g.addOutput(TinyOnnx.value("d", "batch", 2, 16)), "graph outputs"),
                Arguments.of("opset", otherOpset, List.of("ai.onnx 17", "ai.onnx 18")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherStructure")
    void namesTheSpotOf(String what, ModelProto other, List<String> mentions) {
        Identity identity = Identity.of(file(TinyOnnx.model()), file(other));
        assertThat(identity.baseline()).as(what).isNotEqualTo(identity.candidate());
        assertThat(identity.identical()).isFalse();
        assertThat(identity.difference().orElseThrow().toString()).contains(mentions);
    }

    @Test
    void sharingAWeightIsADifferenceAlthoughAllShapesAreEqual() {
        ModelProto two = twoConvolutions("w1", "w2");
        assertThat(Identity.of(file(two), file(twoConvolutions("w2", "w1"))).identical())
                .isTrue();
        assertThat(Identity.of(file(two), file(twoConvolutions("w1", "w1"))).identical())
                .isFalse();
    }

    private static ModelProto twoConvolutions(String first, String second) {
        return changed(graph -> graph.clearNode()
                .clearInitializer()
                .addInitializer(TinyOnnx.floats("w1", new long[] {1, 3, 1, 1}, 1, 2, 3))
                .addInitializer(TinyOnnx.floats("w2", new long[] {1, 3, 1, 1}, 1, 2, 3))
                .addNode(TinyOnnx.node("Conv", "a", "a", "images", first))
                .addNode(TinyOnnx.node("Conv", "b", "b", "images", second))
                .addNode(TinyOnnx.node("Add", "sum", "output0", "a", "b")));
    }

    @Test
    void aSubgraphIsComparedWithWhatItReadsFromOutside() {
        ModelProto outer = branching("d", 0.5f);
        assertThat(Identity.of(file(outer), file(branching("d", 0.5f))).identical())
                .isTrue();
        assertThat(Identity.of(file(outer), file(branching("s", 0.5f))).identical())
                .isFalse();
        assertThat(Identity.of(file(outer), file(branching("d", 0.75f))).identical())
                .isFalse();
    }

    private static ModelProto branching(String captured, float factor) {
        GraphProto.Builder branch = GraphProto.newBuilder()
                .addInitializer(TinyOnnx.floats("k", new long[] {1}, factor))
                .addNode(TinyOnnx.node("Mul", "inner", "y", captured, "k"))
                .addOutput(TinyOnnx.value("y", "batch", 2, 16));
        AttributeProto body = AttributeProto.newBuilder()
                .setName("then_branch")
                .setType(AttributeType.GRAPH)
                .setG(branch)
                .build();
        return changed(graph -> {
            graph.addNode(TinyOnnx.node("If", "if", "z", "half").addAttribute(body));
            graph.getOutputBuilder(0).setName("z");
        });
    }

    @Test
    void aValueThatNobodyMakesIsRefused() {
        ModelProto broken = changed(g -> g.getNodeBuilder(RESHAPE).setInput(0, "ghost"));
        assertThatThrownBy(() -> OnnxFingerprint.of(file(broken)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("ghost");
    }

    @Test
    void aCircleIsRefused() {
        ModelProto broken = changed(g -> g.getNodeBuilder(RESHAPE).setInput(0, "m"));
        assertThatThrownBy(() -> OnnxFingerprint.of(file(broken)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("depends on itself");
    }
}
