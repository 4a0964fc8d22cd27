package io.freebies.trainer.schedule;

/**
 * Linear rise from 0 to the base rate over the warm-up (paper section 3.4; reference section 6), then another schedule.
 *
 * @param epochs lengths
 * @param base the rate at the end of the warm-up
 * @param after the schedule from there on, asked with steps of the whole run
 */
public record WarmUp(Epochs epochs, double base, LearningRate after) implements LearningRate {
    @Override
    public double at(long step) {
        long warm = epochs.warmupSteps();
        return step < warm ? base * (step + 1) / warm : after.at(step);
    }
}
