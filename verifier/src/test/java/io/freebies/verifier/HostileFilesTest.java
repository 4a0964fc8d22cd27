package io.freebies.verifier;

import static io.freebies.verifier.onnx.TinyOnnx.anyShape;
import static io.freebies.verifier.onnx.TinyOnnx.floats;
import static io.freebies.verifier.onnx.TinyOnnx.ints;
import static io.freebies.verifier.onnx.TinyOnnx.longs;
import static io.freebies.verifier.onnx.TinyOnnx.node;
import static io.freebies.verifier.onnx.TinyOnnx.value;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.freebies.failure.ExitCode;
import io.freebies.verifier.onnx.TinyOnnx;
import io.freebies.verifier.onnx.TinyYolo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that somebody made to bring a reader down: each is refused with exit code 3 and one line that names the fault. */
@Tag("engine")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HostileFilesTest {
    private static final long HUGE = 1L << 40;
    private static final int MANY = 10_000;

    @TempDir
    Path folder;

    private static Arguments file(String title, String mentions, Consumer<GraphProto.Builder> graph) {
        return Arguments.of(title, mentions, graph);
    }

    /** Changes to the graph of {@link TinyOnnx#model()}. */
    static Stream<Arguments> faults() {
        return Stream.of(
                file(
                        "a node that reads itself",
                        "depends on itself",
                        g -> g.getNodeBuilder(3).setInput(0, "e")),
                file("two nodes in a circle", "depends on itself", g -> {
                    g.addNode(node("Add", "ping", "p", "q", "half"));
                    g.addNode(node("Add", "pong", "q", "p", "half"));
                }),
                file(
                        "an input that nothing makes",
                        "'nowhere', that nothing makes",
                        g -> g.getNodeBuilder(3).setInput(0, "nowhere")),
                file(
                        "an output that nothing makes",
                        "'nowhere', that nothing makes",
                        g -> g.addOutput(anyShape("nowhere"))),
                file("an input of 2^40 pixels", "at most", g -> g.setInput(0, value("images", "batch", 3, HUGE, 4))),
                file(
                        "an input of many times 2^40",
                        "at most",
                        g -> g.setInput(0, value("images", HUGE, HUGE, HUGE, HUGE))),
                file(
                        "a weight of 2^40 numbers",
                        "'w'",
                        g -> g.setInitializer(0, g.getInitializer(0).toBuilder().setDims(0, HUGE))),
                file(
                        "a weight whose count overflows",
                        "'w'",
                        g -> g.setInitializer(
                                0,
                                g.getInitializer(0).toBuilder().setDims(0, HUGE).setDims(1, HUGE))),
                file("a shape of 2^40", "flat", g -> g.setInitializer(2, longs("shape", 0, HUGE, 16))),
                file("a constant of 2^40 numbers", "'huge'", g -> {
                    g.addInitializer(longs("huge.shape", HUGE));
                    g.addNode(node("ConstantOfShape", "huge", "h", "huge.shape"));
                }),
                file("a tile of 2^40 copies", "'tiled'", g -> {
                    g.addInitializer(longs("repeats", HUGE, 1, 1));
                    g.addNode(node("Tile", "tiled", "t", "d", "repeats"));
                }),
                file(
                        "a padding of 2^40",
                        "stem",
                        g -> g.getNodeBuilder(0).addAttribute(ints("pads", 0, 0, HUGE, HUGE))),
                file(
                        "a weight of a negative size",
                        "'w'",
                        g -> g.setInitializer(0, g.getInitializer(0).toBuilder().setDims(0, -2))),
                file("an input of a negative size", "images", g -> g.setInput(0, value("images", "batch", 3, -4, 4))),
                file(
                        "a kernel of a negative size",
                        "stem",
                        g -> g.getNodeBuilder(0).setAttribute(0, ints("kernel_shape", -1, 1))),
                file("a negative stride", "stem", g -> g.getNodeBuilder(0).setAttribute(1, ints("strides", -1, 1))),
                file("a negative shape", "flat", g -> g.setInitializer(2, longs("shape", 0, -7, 16))),
                file(
                        "a weight with too few numbers",
                        "'w'",
                        g -> g.setInitializer(0, floats("w", new long[] {2, 3, 1, 1}, 1))),
                file("numbers above the folder", "'../secret'", g -> elsewhere(g, "../secret", "0", "24")),
                file("numbers of another folder", "'/etc/passwd'", g -> elsewhere(g, "/etc/passwd", "0", "24")),
                file("numbers behind a link", "'link'", g -> elsewhere(g, "link", "0", "24")),
                file("numbers before a file's start", "-8", g -> elsewhere(g, "near", "-8", "24")),
                file("numbers beyond a file's end", "at 1099511627776", g -> elsewhere(g, "near", "" + HUGE, "24")),
                file("graphs within graphs", "nested", HostileFilesTest::nest),
                file("a depth without a number", "'hot': expected one number as depth", g -> {
                    g.addInitializer(longs("depth"));
                    g.addNode(node("OneHot", "hot", "oh", "shape", "depth", "half"));
                }),
                file("many nodes and a circle", "depends on itself", g -> {
                    chain(g, MANY);
                    g.getNodeBuilder(10).setInput(0, "long" + (MANY - 1));
                }),
                file("many nodes and a ghost", "'nowhere', that nothing makes", g -> {
                    chain(g, MANY);
                    g.getNodeBuilder(10).setInput(0, "nowhere");
                }));
    }

    private static void elsewhere(GraphProto.Builder graph, String place, String offset, String length) {
        graph.setInitializer(
                0,
                TensorProto.newBuilder()
                        .setName("w")
                        .setDataType(DataType.FLOAT.getNumber())
                        .addAllDims(graph.getInitializer(0).getDimsList())
                        .setDataLocation(DataLocation.EXTERNAL)
                        .addExternalData(entry("location", place))
                        .addExternalData(entry("offset", offset))
                        .addExternalData(entry("length", length)));
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    /** Sixty levels; the parser of the format gives up long before. */
    private static void nest(GraphProto.Builder graph) {
        GraphProto inner = GraphProto.newBuilder()
                .setName("inner")
                .addNode(node("Identity", "inner", "inside", "half"))
                .addOutput(anyShape("inside"))
                .build();
        for (int i = 0; i < 60; i++) {
            NodeProto.Builder branch = node("If", "if" + i, "out" + i, "half")
                    .addAttribute(AttributeProto.newBuilder()
                            .setName("then_branch")
                            .setType(AttributeType.GRAPH)
                            .setG(inner));
            inner = GraphProto.newBuilder()
                    .setName("level" + i)
                    .addNode(branch)
                    .addOutput(anyShape("out" + i))
                    .build();
        }
        graph.addNode(inner.getNode(0));
    }

    private static void chain(GraphProto.Builder graph, int nodes) {
        for (int i = 0; i < nodes; i++) {
            graph.addNode(node("Relu", "relu" + i, "long" + i, i == 0 ? "d" : "long" + (i - 1)));
        }
        graph.addOutput(anyShape("long" + (nodes - 1)));
    }

    private static ModelProto model(Consumer<GraphProto.Builder> change) {
        ModelProto.Builder model = TinyOnnx.model().toBuilder();
        change.accept(model.getGraphBuilder());
        return model.build();
    }

    private void assertRefused(Path file, String mentions) {
        Path sound = TinyOnnx.write(folder.resolve("sound.onnx"), TinyOnnx.model());
        for (Console console : new Console[] {
            Console.bof("verify", "--baseline", file, "--candidate", sound),
            Console.bof("verify", "--baseline", sound, "--candidate", file)
        }) {
            assertThat(console.code()).as(console.err()).isEqualTo(ExitCode.DATA);
            assertThat(console.err().lines()).hasSize(1);
            assertThat(console.err()).startsWith("bof verify: " + file + ": ").contains(mentions);
            assertThat(console.out()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void eachFaultIsNamedInOneLine(String title, String mentions, Consumer<GraphProto.Builder> change)
            throws IOException {
        Path inside = Files.createDirectories(folder.resolve("models"));
        Files.write(folder.resolve("secret"), new byte[24]);
        Files.write(inside.resolve("near"), new byte[24]);
        Files.createSymbolicLink(inside.resolve("link"), folder.resolve("secret"));
        assertRefused(TinyOnnx.write(inside.resolve("hostile.onnx"), model(change)), mentions);
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] whole = TinyYolo.model(yolo -> {}).toByteArray();
        for (int length = 0; length < whole.length; length += 1024) {
            assertRefused(Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, length)), "ONNX");
        }
    }

    @Test
    void tenThousandNodesAreNoReasonToFail() {
        Path file = TinyOnnx.write(folder.resolve("long.onnx"), model(g -> chain(g, MANY)));
        Console console = Console.bof("verify", "--baseline", file, "--candidate", file);
        assertThat(console.code()).as(console.err()).isEqualTo(ExitCode.OK);
    }
}
