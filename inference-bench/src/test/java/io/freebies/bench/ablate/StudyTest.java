package io.freebies.bench.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyTest {
    private static final Path RECIPES = Path.of("../trainer/src/main/resources/io/freebies/trainer/recipes");

    private static List<Study> all(String family) {
        return List.of(
                Study.table1(family),
                Study.table2(family, true),
                Study.table5(family),
                Study.lengths(family, List.of(10, 20)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yolov3-nano", "yolov3-voc"})
    void everyRowIsARecipeThatShipsAndIsComparedWithOneThatComparesWithItself(String family) {
        for (Study study : all(family)) {
            for (Row row : study.rows()) {
                assertThat(RECIPES.resolve(row.recipe() + ".yaml")).isRegularFile();
                Row reference = study.rows().get(row.reference());
                assertThat(study.rows().get(reference.reference()).reference())
                        .isEqualTo(study.rows().get(reference.reference()).reference());
            }
        }
    }

    @Test
    void table2IsThePapers() {
        assertThat(Study.table2("yolov3-nano", false).rows())
                .extracting(row -> row.paper().orElseThrow())
                .containsExactly(64.26, 80.25, 80.81, 81.23, 81.69, 82.14, 83.68);
    }

    @Test
    void aRowsOwnOverridesComeLast() {
        Row row = Study.table5("yolov3-nano")
                .with(List.of("model.init=other"), OptionalInt.of(7))
                .rows()
                .get(0);
        assertThat(row.set()).containsExactly("model.init=other", "model.init=shipped:nano");
        assertThat(row.epochs()).hasValue(7);
        assertThat(Study.lengths("f", List.of(10))
                        .with(List.of(), OptionalInt.of(7))
                        .rows()
                        .get(1)
                        .epochs())
                .hasValue(10);
    }
}
