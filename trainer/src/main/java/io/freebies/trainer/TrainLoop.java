package io.freebies.trainer;

import io.freebies.trainer.djl.Learner;
import io.freebies.trainer.djl.StepResult;
import io.freebies.trainer.loader.Batch;
import io.freebies.trainer.loader.BatchLoader;
import io.freebies.trainer.schedule.Epochs;
import io.freebies.trainer.schedule.LearningRate;
import java.util.Iterator;
import java.util.function.BooleanSupplier;

/**
 * The loop: batches in, updates out. It knows neither freebies nor what the network is for; whatever differs between
 * recipes has been decided before.
 *
 * @param epochs lengths
 * @param rate per step
 * @param loader makes batches
 * @param learner makes steps
 * @param metrics is told every step
 * @param checkpointer keeps the state, and knows how many steps were made
 * @param stop whether to stop before the next step
 */
record TrainLoop<T>(
        Epochs epochs,
        LearningRate rate,
        BatchLoader<T> loader,
        Learner<T> learner,
        Metrics metrics,
        Checkpointer checkpointer,
        BooleanSupplier stop) {
    /**
     * Trains from the checkpointer's step to the end.
     *
     * @return false if it was stopped before, with its state kept
     */
    boolean run() {
        Iterator<Batch<T>> batches = loader.batches(checkpointer.step(), epochs.steps());
        while (batches.hasNext()) {
            if (stop.getAsBoolean()) {
                checkpointer.save();
                return false;
            }
            Batch<T> batch = batches.next();
            long step = epochs.step(batch.epoch(), batch.index());
            double now = rate.at(step) * checkpointer.rateFactor();
            StepResult result = learner.learn(batch, step, now);
            if (result.isFinite() || result.leftOut()) {
                metrics.step(batch, step, now, result);
                checkpointer.afterStep();
            } else {
                checkpointer.rollBack(Divergence.of(result, batch, step, now, loader.sources(batch)));
                batches = loader.batches(checkpointer.step(), epochs.steps());
            }
        }
        return true;
    }
}
