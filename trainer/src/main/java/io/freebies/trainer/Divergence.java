package io.freebies.trainer;

import io.freebies.trainer.djl.StepResult;
import io.freebies.trainer.loader.Batch;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A loss or gradient that is not finite.
 *
 * @param what the term or the gradient, and its value
 * @param step counted from 0
 * @param epoch counted from 0
 * @param rate learning rate
 * @param pictures ids of all that the batch was made of
 */
record Divergence(String what, long step, int epoch, double rate, List<String> pictures) {
    /** The divergence that a result shows. */
    static Divergence of(StepResult result, Batch<?> batch, long step, double rate, List<String> pictures) {
        String terms = result.terms().entrySet().stream()
                .filter(term -> !Float.isFinite(term.getValue()))
                .map(term -> "the " + term.getKey() + " loss is " + term.getValue())
                .collect(Collectors.joining(" and "));
        String what = terms.isEmpty() ? "the gradient's norm is " + result.gradientNorm() : terms;
        return new Divergence(what, step, batch.epoch(), rate, pictures);
    }

    @Override
    public String toString() {
        return "training diverged: " + what + " at step " + step + " (epoch " + epoch + ", learning rate " + rate
                + ", pictures " + String.join(", ", pictures) + ")";
    }
}
