package io.freebies.trainer;

import io.freebies.run.Recipe;
import io.freebies.trainer.schedule.CountsEpochs;
import java.util.LinkedHashMap;
import java.util.Map;

/** A recipe with another number of epochs: everything that counts epochs moves in proportion, but for the warm-up. */
final class StretchedRecipe {
    private StretchedRecipe() {}

    static Recipe of(Recipe recipe, int epochs) {
        Recipe.Schedule old = recipe.schedule();
        double factor = (double) epochs / old.epochs();
        Recipe.Schedule schedule = new Recipe.Schedule(
                epochs,
                old.warmupEpochs(),
                old.decayEpochs().stream()
                        .map(epoch -> CountsEpochs.stretched(epoch, factor))
                        .toList(),
                old.decayFactor());
        Map<String, Record> freebies = new LinkedHashMap<>();
        recipe.freebies()
                .forEach((key, freebie) -> freebies.put(
                        key, freebie instanceof CountsEpochs counting ? counting.stretched(factor) : freebie));
        return new Recipe(
                recipe.about(),
                recipe.model(),
                recipe.data(),
                schedule,
                recipe.optimiser(),
                freebies,
                recipe.expects());
    }
}
