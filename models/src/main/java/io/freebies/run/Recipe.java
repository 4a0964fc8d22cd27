package io.freebies.run;

import io.freebies.box.AnchorSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a detector is trained: data, read strictly from one YAML file by {@link RecipeReader}. Whether a freebie is used
 * is whether its key is present; there is no other switch.
 *
 * @param about what, where from, at what cost
 * @param model the network
 * @param data batches and augmentation
 * @param schedule length and the baseline's learning-rate steps
 * @param optimiser stochastic gradient descent
 * @param freebies hyper-parameters by key
 * @param expects the score that a run should reach
 */
public record Recipe(
        About about,
        Model model,
        Data data,
        Schedule schedule,
        Optimiser optimiser,
        Map<String, Record> freebies,
        Expects expects) {
    /** Keeps the order of freebies. */
    public Recipe {
        freebies = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(freebies));
    }

    /**
     * For people.
     *
     * @param what one or two sentences
     * @param source paper section, or why this recipe exists
     * @param cost measured time on stated hardware
     */
    public record About(String what, String source, String cost) {}

    /**
     * The network.
     *
     * @param name in the zoo
     * @param inputSize side of the exported and evaluated input, a multiple of 32
     * @param anchors nine sizes in input pixels, deepest scale first; the network's own if absent
     * @param init pre-trained weights that the backbone starts from: a file, or {@code shipped:} and a name; all fresh
     *     if absent
     */
    public record Model(
            String name,
            @Range(min = 32, max = 4096) int inputSize,
            Optional<List<AnchorSize>> anchors,
            Optional<String> init) {
        /** Refuses sizes and anchor counts that the networks do not have. */
        public Model {
            if (inputSize % 32 != 0) {
                throw new IllegalArgumentException("expected input_size to be a multiple of 32, found " + inputSize);
            }
            if (anchors.isPresent() && anchors.get().size() != 9) {
                throw new IllegalArgumentException(
                        "expected 9 anchors, found " + anchors.get().size());
            }
        }
    }

    /**
     * Batches.
     *
     * @param batchSize pictures per step, the total over all replicas
     * @param augmentation switched off where absent: pictures are only resized
     */
    public record Data(@Range(min = 1) int batchSize, Optional<Augmentation> augmentation) {}

    /**
     * The SSD and YOLO augmentation (paper section 3.3; reference section 4.1), each step switched off where absent.
     *
     * @param colour brightness, contrast, saturation, hue
     * @param expand the picture on a larger canvas
     * @param crop a constrained random part
     * @param flip probability of mirroring left and right
     * @param interpolation how pictures are resized
     */
    public record Augmentation(
            Optional<Colour> colour,
            Optional<Expand> expand,
            Optional<Crop> crop,
            @Range(max = 1) double flip,
            Interpolation interpolation) {}

    /** How training pictures are resized. */
    public enum Interpolation {
        /** Nearest, bilinear, bicubic, area or Lanczos, drawn per picture. */
        RANDOM,
        /** The evaluation's rule. */
        EVALUATION
    }

    /**
     * Colour distortion; every part is applied with the same probability, independently.
     *
     * @param probability of each part
     * @param brightness added, uniform in plus or minus this, of 255
     * @param contrast factor uniform in 1 plus or minus this
     * @param saturation factor uniform in 1 plus or minus this
     * @param hueDegrees rotation of the I-Q plane uniform in plus or minus this; the reference's public code turns by
     *     plus or minus 18 half-turns, which is {@code 3240} here and amounts to any hue
     */
    public record Colour(
            @Range(max = 1) double probability,
            @Range(max = 255) double brightness,
            @Range(max = 1) double contrast,
            @Range(max = 1) double saturation,
            @Range double hueDegrees) {}

    /**
     * Random expansion.
     *
     * @param probability of expanding
     * @param most largest ratio of canvas to picture; the ratio is uniform from 1 to this
     */
    public record Expand(
            @Range(max = 1) double probability,
            @Range(min = 1, max = 16) double most) {}

    /**
     * Constrained random crop.
     *
     * @param rule which boxes must overlap the crop
     * @param leastScale smallest crop, as the square root of the share of the picture's area
     */
    public record Crop(
            CropRule rule, @Range(min = 0.01, max = 1) double leastScale) {}

    /** When a crop is accepted for a threshold of overlap. */
    public enum CropRule {
        /** SSD's text: some box reaches the threshold. */
        SOME,
        /** The reference's public code: every box reaches the threshold, which small boxes hardly ever do. */
        EVERY
    }

    /**
     * Length and the baseline's step schedule.
     *
     * @param epochs passes over the data
     * @param warmupEpochs the rate rises linearly from 0 (paper section 3.4)
     * @param decayEpochs the rate is multiplied by the factor at the start of these, counted from 0
     * @param decayFactor of the step schedule
     */
    public record Schedule(
            @Range(min = 1) int epochs,
            @Range double warmupEpochs,
            @Range(min = 1) List<Integer> decayEpochs,
            @Range(max = 1) double decayFactor) {}

    /**
     * Stochastic gradient descent with momentum, the rate inside the momentum buffer:
     * {@code m = momentum m - rate (g / batch + decay w); w = w + m}.
     *
     * @param learningRate after warm-up
     * @param momentum share of the last step that is kept
     * @param weightDecay coupled, on every trained parameter
     * @param clipNorm the whole gradient is scaled down to this norm; no clipping where absent
     * @param accumulate into how many portions a batch is cut, whose gradients are added up; all at once where absent
     * @param precision of convolutions in training; 32 bits where absent
     */
    public record Optimiser(
            @Range(min = 1e-9, max = 100) double learningRate,
            @Range(max = 0.9999) double momentum,
            @Range(max = 1) double weightDecay,
            @Range(min = 1e-9) Optional<Double> clipNorm,
            @Range(min = 1) Optional<Integer> accumulate,
            Optional<Precision> precision) {}

    /** What numbers are rounded to before they are multiplied in training; weights are kept with 32 bits in any case. */
    public enum Precision {
        /** 32 bits. */
        FP32,
        /** 16 bits with the range of 32. */
        BF16,
        /** 16 bits of less range, for which the loss is scaled. */
        FP16
    }

    /**
     * What a run should reach, for those who check.
     *
     * @param data on which data and metric
     * @param map mean average precision, 0 to 1; absent where nobody has measured it
     * @param tolerance how far below is still fine; goes with {@code map}
     */
    public record Expects(
            String data,
            @Range(max = 1) Optional<Double> map,
            @Range(max = 1) Optional<Double> tolerance) {
        /** Refuses one number without the other. */
        public Expects {
            if (map.isPresent() != tolerance.isPresent()) {
                throw new IllegalArgumentException("expected both map and tolerance, or neither");
            }
        }
    }
}
