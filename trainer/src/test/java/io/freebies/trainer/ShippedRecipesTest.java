package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.run.Recipe;
import io.freebies.run.RecipeReader;
import io.freebies.trainer.freebie.Freebies;
import io.freebies.zoo.ModelZoo;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    @Test
    void theDemosTwoRecipesDifferInFreebiesAlone() {
        Recipe baseline = reader.read("demo-baseline", List.of());
        Recipe bof = reader.read("demo-bof", List.of());
        assertThat(baseline.freebies()).isEmpty();
        assertThat(bof.freebies().keySet()).isEqualTo(Freebies.BY_KEY.keySet());
        assertThat(List.of(bof.model(), bof.data(), bof.schedule(), bof.optimiser()))
                .isEqualTo(List.of(baseline.model(), baseline.data(), baseline.schedule(), baseline.optimiser()));
    }
}
