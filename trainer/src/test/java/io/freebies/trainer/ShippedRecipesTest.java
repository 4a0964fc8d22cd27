package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.run.Recipe;
import io.freebies.run.RecipeReader;
import io.freebies.zoo.ModelZoo;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedRecipesTest {
    private final RecipeReader reader = RecipeOptions.reader();

    static List<String> names() {
        return ShippedRecipes.names();
    }

    @Test
    void everyRecipeThatShipsIsListed() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(TrainCommand.class.getResource("recipes/demo-bof.yaml"))
                        .toURI())
                .getParent();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(names());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void itIsReadAndNamesANetworkThatExists(String name) {
        Recipe recipe = reader.read(name, List.of());
        assertThat(ModelZoo.names()).contains(recipe.model().name());
    }

    @ParameterizedTest
    @MethodSource("names")
    void itsResolvedTextGivesTheSameRecipe(String name, @TempDir Path folder) throws IOException {
        Recipe recipe = reader.read(name, List.of());
        Path file = folder.resolve("recipe.yaml");
        Files.writeString(file, RecipeReader.print(recipe));
        assertThat(reader.read(file.toString(), List.of())).isEqualTo(recipe);
    }

    private void assertDifferInFreebiesAlone(Recipe one, Recipe other) {
        assertThat(List.of(one.model(), one.data(), one.schedule(), one.optimiser()))
                .isEqualTo(List.of(other.model(), other.data(), other.schedule(), other.optimiser()));
    }

    private Recipe read(String name) {
        return reader.read(name, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "demo-baseline, demo-bof",
        "yolov3-nano-baseline, yolov3-nano-bof",
        "yolov3-voc-baseline, yolov3-voc-bof",
        "yolov3-coco-baseline, yolov3-coco-bof"
    })
    void aBagOfFreebiesDiffersFromItsBaselineInThePapersFreebiesAlone(String baseline, String bof) {
        assertThat(read(baseline).freebies()).isEmpty();
        assertThat(read(bof).freebies().keySet())
                .containsExactlyInAnyOrder(
                        "mixup", "label_smoothing", "cosine", "random_shapes", "no_decay_on_bias_and_norm");
        assertDifferInFreebiesAlone(read(baseline), read(bof));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nano", "voc"})
    void theRowsOfTable2StackOneFreebieEach(String scale) {
        String table = "yolov3-" + scale + "-table2-";
        Recipe before = read("yolov3-" + scale + "-baseline");
        assertThat(read(table + "sync-bn").freebies()).containsOnlyKeys("sync_norm");
        assertDifferInFreebiesAlone(before, read(table + "sync-bn"));
        for (String row : List.of("random-shapes", "cosine", "label-smoothing", "mixup")) {
            Recipe recipe = read(table + row);
            assertDifferInFreebiesAlone(before, recipe);
            assertThat(recipe.freebies())
                    .containsAllEntriesOf(before.freebies())
                    .containsKey(row.replace('-', '_'));
            assertThat(recipe.freebies()).hasSize(before.freebies().size() + 1);
            before = recipe;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nano", "voc"})
    void theFirstRowOfTable2IsTheBaselineWithoutAugmentation(String scale) {
        Recipe baseline = read("yolov3-" + scale + "-baseline");
        Recipe row = read("yolov3-" + scale + "-table2-no-augmentation");
        assertThat(row.data()).isEqualTo(new Recipe.Data(baseline.data().batchSize(), Optional.empty()));
        assertThat(row.freebies()).isEmpty();
        assertThat(row.schedule()).isEqualTo(baseline.schedule());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nano", "voc"})
    void theRowsOfTable1DifferInMixupAlone(String scale) {
        String table = "yolov3-" + scale + "-table1-";
        Recipe baseline = read(table + "baseline");
        for (String row : List.of("even", "beta-1.0", "beta-1.5")) {
            Map<String, Record> freebies = new HashMap<>(read(table + row).freebies());
            assertThat(freebies.remove("mixup")).isNotNull();
            assertThat(freebies).isEqualTo(baseline.freebies());
            assertDifferInFreebiesAlone(baseline, read(table + row));
        }
    }
}
