package io.freebies.trainer;

import io.freebies.data.SeedTree;
import io.freebies.graph.ParamSpec;
import io.freebies.trainer.augment.ColourJitter;
import io.freebies.trainer.augment.PictureTransform;
import io.freebies.trainer.augment.Pipeline;
import io.freebies.trainer.augment.ResizedCrop;
import io.freebies.trainer.freebie.ClassifierFreebies;
import io.freebies.trainer.loader.BatchTargets;
import io.freebies.trainer.loss.ClassShares;
import io.freebies.trainer.loss.ClassTargets;
import io.freebies.trainer.schedule.Epochs;
import io.freebies.trainer.schedule.LearningRate;
import io.freebies.trainer.schedule.StepDecay;
import io.freebies.trainer.schedule.WarmUp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The switchboard of a classifier, as {@link TrainingPlan} is a detector's.
 *
 * @param epochs lengths
 * @param rate per step
 * @param pipeline what is done to a picture
 * @param targets of a batch
 * @param decays whether a parameter decays
 */
record PretrainingPlan(
        Epochs epochs,
        LearningRate rate,
        Pipeline pipeline,
        BatchTargets<ClassShares> targets,
        Predicate<ParamSpec> decays) {
    /**
     * The plan of a run.
     *
     * @param pictures to learn from
     * @throws io.freebies.failure.Failure (usage) if a freebie of the recipe would never be active
     */
    static PretrainingPlan of(PretrainRecipe recipe, int classes, int pictures, SeedTree seeds) {
        int stepsPerEpoch = pictures / Math.min(pictures, recipe.data().batchSize());
        var schedule = recipe.schedule();
        ClassifierFreebies freebies = recipe.freebies();
        Epochs epochs = new Epochs(stepsPerEpoch, schedule.epochs(), schedule.warmupEpochs());
        double base = recipe.optimiser().learningRate();
        LearningRate main = freebies.cosine()
                .map(cosine -> cosine.schedule(epochs, base))
                .orElse(new StepDecay(epochs, base, schedule.decayEpochs(), schedule.decayFactor()));
        ClassTargets own = freebies.labelSmoothing()
                .map(smoothing -> smoothing.targets(classes))
                .orElse(ClassTargets.HARD);
        BatchTargets<ClassShares> plain = (epoch, index, samples, images) -> ClassShares.of(classes, samples, own);
        return new PretrainingPlan(
                epochs,
                new WarmUp(epochs, base, main),
                pipeline(recipe.data().augmentation()),
                freebies.mixup().map(mixup -> mixup.mixing(plain, seeds)).orElse(plain),
                freebies.noDecayOnBiasAndNorm()
                        .<Predicate<ParamSpec>>map(noDecay -> noDecay::decays)
                        .orElse(param -> true));
    }

    private static Pipeline pipeline(Optional<PretrainRecipe.Augmentation> augmentation) {
        if (augmentation.isEmpty()) {
            return Pipeline.RESIZE;
        }
        PretrainRecipe.Augmentation steps = augmentation.get();
        Map<String, PictureTransform> operations = new LinkedHashMap<>();
        steps.colour().ifPresent(colour -> operations.put(Pipeline.COLOUR, new ColourJitter(colour)));
        steps.crop()
                .ifPresent(crop ->
                        operations.put(Pipeline.GEOMETRY, new ResizedCrop(crop.leastArea(), crop.mostAspect())));
        return new Pipeline(operations, steps.interpolation(), steps.flip());
    }
}
