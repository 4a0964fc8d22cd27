package io.freebies.trainer;

import io.freebies.data.SeedTree;
import io.freebies.graph.ParamSpec;
import io.freebies.run.Recipe;
import io.freebies.trainer.augment.SampleMixer;
import io.freebies.trainer.djl.NormStatistics;
import io.freebies.trainer.freebie.Cosine;
import io.freebies.trainer.freebie.Ema;
import io.freebies.trainer.freebie.LabelSmoothing;
import io.freebies.trainer.freebie.Mixup;
import io.freebies.trainer.freebie.NoDecay;
import io.freebies.trainer.freebie.RandomShapes;
import io.freebies.trainer.freebie.Swa;
import io.freebies.trainer.freebie.SyncNorm;
import io.freebies.trainer.loss.ClassTargets;
import io.freebies.trainer.schedule.Averaging;
import io.freebies.trainer.schedule.Epochs;
import io.freebies.trainer.schedule.InputSize;
import io.freebies.trainer.schedule.LearningRate;
import io.freebies.trainer.schedule.StepDecay;
import io.freebies.trainer.schedule.WarmUp;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The switchboard: from a recipe to one strategy per seam, the baseline's where no freebie is present. The only class
 * that mentions every freebie.
 *
 * @param mixer which pictures a sample is made of
 * @param classTargets of positives
 * @param epochs lengths
 * @param rate per step
 * @param inputSize per batch
 * @param decays whether a parameter decays
 * @param norms whose statistics they normalise by
 * @param averages of the weights, beside them
 */
public record TrainingPlan(
        SampleMixer mixer,
        ClassTargets classTargets,
        Epochs epochs,
        LearningRate rate,
        InputSize inputSize,
        Predicate<ParamSpec> decays,
        NormStatistics norms,
        List<Averaging> averages) {
    /**
     * The plan of a run.
     *
     * @param classes of the data set
     * @param pictures in the data set
     * @throws io.freebies.failure.Failure (usage) if a freebie of the recipe would never be active
     */
    public static TrainingPlan of(Recipe recipe, int classes, int pictures, SeedTree seeds) {
        int stepsPerEpoch = pictures / Math.min(pictures, recipe.data().batchSize());
        Recipe.Schedule schedule = recipe.schedule();
        Epochs epochs = new Epochs(stepsPerEpoch, schedule.epochs(), schedule.warmupEpochs());
        double base = recipe.optimiser().learningRate();
        LearningRate main = freebie(recipe, Cosine.class)
                .map(cosine -> cosine.schedule(epochs, base))
                .orElse(new StepDecay(epochs, base, schedule.decayEpochs(), schedule.decayFactor()));
        return new TrainingPlan(
                freebie(recipe, Mixup.class)
                        .map(mixup -> mixup.mixer(schedule.epochs(), pictures))
                        .orElse(SampleMixer.NONE),
                freebie(recipe, LabelSmoothing.class)
                        .map(smoothing -> smoothing.targets(classes))
                        .orElse(ClassTargets.HARD),
                epochs,
                new WarmUp(epochs, base, main),
                freebie(recipe, RandomShapes.class)
                        .map(shapes -> shapes.inputSize(seeds))
                        .orElse(InputSize.fixed(recipe.model().inputSize())),
                freebie(recipe, NoDecay.class)
                        .<Predicate<ParamSpec>>map(noDecay -> noDecay::decays)
                        .orElse(param -> true),
                freebie(recipe, SyncNorm.class).map(SyncNorm::statistics).orElse(NormStatistics.OF_PART),
                Stream.concat(
                                freebie(recipe, Ema.class).map(Ema::averaging).stream(),
                                freebie(recipe, Swa.class).map(swa -> swa.averaging(epochs)).stream())
                        .toList());
    }

    private static <F extends Record> Optional<F> freebie(Recipe recipe, Class<F> type) {
        return recipe.freebies().values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
