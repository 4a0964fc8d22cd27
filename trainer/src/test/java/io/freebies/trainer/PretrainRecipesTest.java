package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.run.RecipeReader;
import io.freebies.zoo.ModelZoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainRecipesTest {
    static List<String> names() {
        return PretrainCommand.RECIPES;
    }

    private static PretrainRecipe read(String nameOrFile) {
        return PretrainCommand.reader().read(PretrainRecipe.class, nameOrFile, List.of());
    }

    @ParameterizedTest
    @MethodSource("names")
    void itsResolvedTextGivesTheSameRecipeOfANetworkThatExists(String name, @TempDir Path folder) throws IOException {
        PretrainRecipe recipe = read(name);
        Path file = Files.writeString(folder.resolve("recipe.yaml"), RecipeReader.print(recipe));
        assertThat(read(file.toString())).isEqualTo(recipe);
        assertThat(ModelZoo.names()).contains(recipe.model().name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nano-pretrain", "darknet53-pretrain"})
    void mixupIsTheOnlyFreebieThatTheOtherRecipeAdds(String name) {
        PretrainRecipe mixed = read(name + "-mixup");
        assertThat(mixed.freebies().mixup()).isPresent();
        assertThat(read(name).freebies().mixup()).isEmpty();
        assertThat(mixed.freebies().labelSmoothing())
                .isEqualTo(read(name).freebies().labelSmoothing());
        assertThat(mixed.data()).isEqualTo(read(name).data());
    }
}
