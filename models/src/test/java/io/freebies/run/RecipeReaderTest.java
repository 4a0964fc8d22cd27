package io.freebies.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeReaderTest {
    /** A freebie with one number. */
    record Spice(@Range(min = 0, max = 1) double amount) {}

    @TempDir
    Path folder;

    private final RecipeReader reader = new RecipeReader(RecipeReaderTest.class, Map.of("spice", Spice.class));

    private Recipe read(String yaml, String... set) throws IOException {
        Path file = folder.resolve("recipe.yaml");
        Files.writeString(file, yaml);
        return reader.read(file.toString(), List.of(set));
    }

    private void assertProblem(String yaml, String... expected) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContainingAll(expected);
    }

    @Test
    void aFileIsTheDifferenceFromWhatItExtends() throws IOException {
        Recipe recipe = read("extends: small\nschedule: {epochs: 7}\nfreebies: {spice: {amount: 0.25}}\n");
        assertThat(recipe.schedule()).isEqualTo(new Recipe.Schedule(7, 0.5, List.of(2), 0.1));
        assertThat(recipe.freebies()).containsExactly(Map.entry("spice", new Spice(0.25)));
        assertThat(recipe.data().augmentation()).isEmpty();
    }

    @Test
    void overridesComeLastAndNullTakesAKeyAway() throws IOException {
        Recipe recipe = read(
                "extends: small\nfreebies: {spice: {amount: 0.25}}\n",
                "freebies.spice=null",
                "optimiser.clip_norm=2",
                "schedule.decay_epochs=[1, 2]");
        assertThat(recipe.freebies()).isEmpty();
        assertThat(recipe.optimiser().clipNorm()).isEqualTo(Optional.of(2.0));
        assertThat(recipe.schedule().decayEpochs()).containsExactly(1, 2);
    }

    @Test
    void everyProblemIsReportedAtOnceWithItsPath() {
        assertProblem(
                """
                extends: small
                schedul: {}
                model: {input_size: 100}
                optimiser: {momentum: 2, rate: 1}
                freebies: {spice: {amount: high}}
                """,
                "schedul: unknown key; did you mean 'schedule'?",
                "model: expected input_size to be a multiple of 32, found 100",
                "optimiser.momentum: expected 0.0 to 0.9999, found 2",
                "optimiser.rate: unknown key; expected one of",
                "freebies.spice.amount: expected double, found \"high\"");
    }

    @Test
    void aMissingKeyIsNamed() {
        assertProblem("extends: small\nschedule: {epochs: null}\n", "schedule.epochs: missing");
    }

    @Test
    void aKeyGivenTwiceIsRefusedWithItsLine() {
        assertProblem("extends: small\nmodel: {input_size: 32, input_size: 64}\n", "Duplicate", "line 2");
    }

    @Test
    void extendingIsAllowedOneDeep() throws IOException {
        Path middle = folder.resolve("middle.yaml");
        Files.writeString(middle, "extends: small\n");
        assertProblem("extends: " + middle + "\n", "only one deep");
    }

    @Test
    void anUnknownFreebieIsRefusedWithTheNearest() {
        assertProblem(
                "extends: small\nfreebies: {spcie: {amount: 1}}\n",
                "freebies.spcie: unknown key; did you mean 'spice'?");
    }

    @Test
    void aRecipeThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> reader.read("nowhere", List.of())).hasMessageContaining("no recipe named nowhere");
    }

    @Test
    void aFileThatIsNotARecipeIsRefused() {
        assertProblem("just words\n", "expected sections");
        assertProblem("a: [1\n", "not YAML");
    }

    @Test
    void theResolvedTextGivesAnEqualRecipe() throws IOException {
        Recipe recipe = read("extends: small\nfreebies: {spice: {amount: 0.25}}\noptimiser: {clip_norm: 3}\n");
        assertThat(read(RecipeReader.print(recipe))).isEqualTo(recipe);
    }
}
