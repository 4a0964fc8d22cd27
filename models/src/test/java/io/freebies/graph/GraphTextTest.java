package io.freebies.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.zoo.ModelZoo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraphTextTest {
    /** Set to write the golden files instead of comparing with them. */
    private static final String REGENERATE = "golden.write";

    static List<String> networks() {
        return ModelZoo.names();
    }

    private static Graph trunk(String model) {
        return ModelZoo.detector(ModelZoo.defaultSpec(model, List.of("a", "b", "c")))
                .trunk(96);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyTrunkIsStillTheOneInItsGoldenFile(String model) throws IOException {
        String found = GraphText.print(trunk(model));
        if (Boolean.getBoolean(REGENERATE)) {
            io.freebies.run.AtomicFile.writeText(Path.of("src", "test", "resources", "golden", model + ".txt"), found);
            return;
        }
        try (InputStream golden = GraphTextTest.class.getResourceAsStream("/golden/" + model + ".txt")) {
            String expected = golden == null ? "" : new String(golden.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(found)
                    .as(
                            "the trunk of %s has changed: weights trained before do not fit or mean something else. If"
                                    + " that is intended, write the golden files again with 'mvn -pl models test"
                                    + " -Dtest=GraphTextTest -D%s=true' and commit the difference",
                            model, REGENERATE)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void parsingIsTheInverseOfPrinting(String model) {
        Graph graph = trunk(model);
        assertThat(GraphText.parse(GraphText.print(graph))).isEqualTo(graph);
    }

    @Test
    void aLineThatIsWrongIsNamedWithItsNumber() {
        String text = GraphText.print(trunk("yolov3-nano")).replaceFirst("alpha=0.1", "slope=0.1");
        assertThatThrownBy(() -> GraphText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s)line \\d+ \\(node backbone.stem.active.*expected attribute alpha");
    }

    @Test
    void aGraphWhoseWrittenShapeIsNotTheInferredOneIsRefused() {
        String text = GraphText.print(trunk("yolov3-nano"))
                .replaceFirst("-> backbone.stem: float32 \\[batch, 16, 48", "-> backbone.stem: float32 [batch, 17, 48");
        assertThatThrownBy(() -> GraphText.parse(text)).hasMessageContaining("expected outputs");
    }
}
