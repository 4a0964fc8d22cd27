package io.freebies.trainer;

import io.freebies.failure.Failure;
import io.freebies.trainer.djl.StepResult;
import io.freebies.trainer.djl.YoloLearner;
import io.freebies.trainer.loader.Batch;
import io.freebies.trainer.loader.BatchLoader;
import java.util.Iterator;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The loop: batches in, updates out. It knows no freebie; whatever differs between recipes has been decided by
 * {@link TrainingPlan}.
 *
 * @param plan the schedules
 * @param loader makes batches
 * @param learner makes steps
 * @param metrics is told every step
 * @param afterEpoch is told how many epochs are finished, after each
 */
record TrainLoop(TrainingPlan plan, BatchLoader loader, YoloLearner learner, Metrics metrics, IntConsumer afterEpoch) {
    /** Trains from an epoch to the end. */
    void run(int firstEpoch) {
        for (int epoch = firstEpoch; epoch < plan.epochs().epochs(); epoch++) {
            Iterator<Batch> batches = loader.epoch(epoch);
            while (batches.hasNext()) {
                Batch batch = batches.next();
                long step = (long) epoch * plan.epochs().stepsPerEpoch() + batch.index();
                double rate = plan.rate().at(step);
                StepResult result = learner.learn(batch, rate);
                requireFinite(result, batch, step, rate);
                metrics.step(batch, step, rate, result);
            }
            metrics.endEpoch(epoch);
            afterEpoch.accept(epoch + 1);
        }
    }

    private static void requireFinite(StepResult result, Batch batch, long step, double rate) {
        for (Map.Entry<String, Float> term : result.terms().entrySet()) {
            if (!Float.isFinite(term.getValue())) {
                throw diverged("the " + term.getKey() + " loss is " + term.getValue(), batch, step, rate);
            }
        }
        if (!Double.isFinite(result.gradientNorm())) {
            throw diverged("the gradient's norm is " + result.gradientNorm(), batch, step, rate);
        }
    }

    private static Failure diverged(String what, Batch batch, long step, double rate) {
        return Failure.check("training diverged: " + what + " at step " + step + " (epoch " + batch.epoch()
                + ", learning rate " + rate + ", pictures " + String.join(", ", batch.ids())
                + "); the last checkpoint is kept; lower optimiser.learning_rate, lengthen schedule.warmup_epochs or"
                + " set optimiser.clip_norm");
    }
}
