package io.freebies.trainer.freebie;

import io.freebies.run.Range;
import io.freebies.trainer.schedule.Averaging;

/**
 * Exponential moving average of the weights and running statistics (Polyak and Juditsky 1992), beyond the paper:
 * {@code average = d average + (1 - d) weights} after step t with {@code d = decay (1 - exp(-(t + 1) / ramp_steps))}, t
 * from 0, so that the first weights are soon forgotten. Only the weights {@code ema} come of it; the training does not
 * notice.
 *
 * @param decay towards which d rises; 0.999 remembers about a thousand steps
 * @param rampSteps how slowly it rises
 */
public record Ema(
        @Range(min = 0.5, max = 0.999999) double decay,
        @Range(min = 1) int rampSteps) {
    /** The average of a run. */
    public Averaging averaging() {
        return new Averaging(
                "ema", step -> 1 - decay * (1 - Math.exp(-(step + 1.0) / rampSteps)), Averaging.Norms.AVERAGED);
    }
}
