package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.run.Recipe;
import io.freebies.run.RecipeReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class StretchedRecipeTest {
    private static Recipe read(String... set) {
        return RecipeOptions.reader().read("yolov3-nano-bof", List.of(set));
    }

    @Test
    void whatCountsEpochsMovesInProportionAndNothingElse() {
        Recipe long100 = StretchedRecipe.of(read("freebies.swa={last_epochs: 15}"), 120);
        assertThat(long100)
                .isEqualTo(read(
                        "freebies.swa={last_epochs: 30}",
                        "schedule.epochs=120",
                        "schedule.decay_epochs=[96, 108]",
                        "freebies.mixup.closing_epochs=18"));
    }

    @Test
    void whatWasThereDoesNotVanishInAShortRun() {
        Recipe tiny = StretchedRecipe.of(read(), 2);
        assertThat(RecipeReader.print(tiny)).contains("closing_epochs: 1");
        assertThat(tiny.schedule().decayEpochs()).containsExactly(2, 2);
    }
}
