package io.freebies.trainer;

import io.freebies.run.Range;
import io.freebies.run.Recipe;
import io.freebies.trainer.freebie.ClassifierFreebies;
import java.util.Optional;

/**
 * How a backbone is pre-trained: a classifier's recipe, read as strictly as a detector's.
 *
 * @param about what, where from, at what cost
 * @param model whose backbone
 * @param data batches and augmentation
 * @param schedule length and the step schedule
 * @param optimiser stochastic gradient descent
 * @param freebies present or not
 * @param expects the accuracy that a run should reach
 */
record PretrainRecipe(
        Recipe.About about,
        Model model,
        Data data,
        Recipe.Schedule schedule,
        Recipe.Optimiser optimiser,
        ClassifierFreebies freebies,
        Expects expects) {
    /**
     * The network.
     *
     * @param name of the detector whose backbone it is
     * @param inputSize side of the input, a multiple of 32
     */
    record Model(String name, @Range(min = 32, max = 4096) int inputSize) {
        Model {
            if (inputSize % 32 != 0) {
                throw new IllegalArgumentException("expected input_size to be a multiple of 32, found " + inputSize);
            }
        }
    }

    /**
     * Batches.
     *
     * @param batchSize pictures per step
     * @param augmentation switched off where absent: pictures are only resized
     */
    record Data(@Range(min = 1) int batchSize, Optional<Augmentation> augmentation) {}

    /**
     * The classifier's augmentation, each step switched off where absent.
     *
     * @param colour brightness, contrast, saturation, hue
     * @param crop a random part
     * @param flip probability of mirroring left and right
     * @param interpolation how pictures are resized
     */
    record Augmentation(
            Optional<Recipe.Colour> colour,
            Optional<Crop> crop,
            @Range(max = 1) double flip,
            Recipe.Interpolation interpolation) {}

    /**
     * Random resized crop.
     *
     * @param leastArea smallest share of the picture's area
     * @param mostAspect largest ratio of its sides
     */
    record Crop(
            @Range(min = 0.01, max = 1) double leastArea,
            @Range(min = 1, max = 10) double mostAspect) {}

    /**
     * What a run should reach, for those who check.
     *
     * @param data on which pictures
     * @param accuracy on held-out pictures, 0 to 1; absent where nobody has measured it
     * @param tolerance how far below is still fine; goes with {@code accuracy}
     */
    record Expects(
            String data,
            @Range(max = 1) Optional<Double> accuracy,
            @Range(max = 1) Optional<Double> tolerance) {
        Expects {
            if (accuracy.isPresent() != tolerance.isPresent()) {
                throw new IllegalArgumentException("expected both accuracy and tolerance, or neither");
            }
        }
    }
}
