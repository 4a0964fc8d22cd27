package io.freebies.trainer.schedule;

import java.util.List;

/**
 * The baseline: the rate is multiplied by a factor at the start of some epochs (paper section 3.4).
 *
 * @param epochs lengths
 * @param base the first rate
 * @param decayEpochs counted from 0 at the start of the run
 * @param factor of each decay
 */
public record StepDecay(Epochs epochs, double base, List<Integer> decayEpochs, double factor) implements LearningRate {
    @Override
    public double at(long step) {
        int passed = (int) decayEpochs.stream()
                .filter(epoch -> (long) epoch * epochs.stepsPerEpoch() <= step)
                .count();
        return base * Math.pow(factor, passed);
    }
}
