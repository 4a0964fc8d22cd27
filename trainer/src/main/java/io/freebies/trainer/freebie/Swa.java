package io.freebies.trainer.freebie;

import io.freebies.failure.Failure;
import io.freebies.run.Range;
import io.freebies.trainer.schedule.Averaging;
import io.freebies.trainer.schedule.CountsEpochs;
import io.freebies.trainer.schedule.Epochs;

/**
 * Stochastic weight averaging (Izmailov et al. 2018), beyond the paper: the plain mean of the weights at the ends of
 * the last epochs, after which one pass over the data computes the norms' statistics anew. It wants a rate that is not
 * yet small in these epochs, such as {@code cosine} with a {@code final_rate} of a fifth. Only the weights {@code swa}
 * come of it; the training does not notice.
 *
 * @param lastEpochs how many ends of epochs count
 */
public record Swa(@Range(min = 1) int lastEpochs) implements CountsEpochs {
    /**
     * The average of a run.
     *
     * @throws Failure (usage) if the run has fewer epochs
     */
    public Averaging averaging(Epochs epochs) {
        if (lastEpochs > epochs.epochs()) {
            throw Failure.usage("freebies.swa.last_epochs: expected at most schedule.epochs, " + epochs.epochs()
                    + ", found " + lastEpochs);
        }
        int first = epochs.epochs() - lastEpochs;
        return new Averaging(
                "swa",
                step -> {
                    long counted = (step + 1) / epochs.stepsPerEpoch() - first;
                    return epochs.endsEpoch(step) && counted > 0 ? 1.0 / counted : 0;
                },
                Averaging.Norms.RECOMPUTED);
    }

    @Override
    public Swa stretched(double factor) {
        return new Swa(CountsEpochs.stretched(lastEpochs, factor));
    }
}
