package io.freebies.trainer;

import io.freebies.trainer.djl.StepResult;
import io.freebies.trainer.djl.YoloLearner;
import io.freebies.trainer.loader.Batch;
import io.freebies.trainer.loader.BatchLoader;
import io.freebies.trainer.schedule.Epochs;
import java.util.Iterator;
import java.util.function.BooleanSupplier;

/**
 * The loop: batches in, updates out. It knows no freebie; whatever differs between recipes has been decided by
 * {@link TrainingPlan}.
 *
 * @param plan the schedules
 * @param loader makes batches
 * @param learner makes steps
 * @param metrics is told every step
 * @param checkpointer keeps the state, and knows how many steps were made
 * @param stop whether to stop before the next step
 */
record TrainLoop(
        TrainingPlan plan,
        BatchLoader loader,
        YoloLearner learner,
        Metrics metrics,
        Checkpointer checkpointer,
        BooleanSupplier stop) {
    /**
     * Trains from the checkpointer's step to the end.
     *
     * @return false if it was stopped before, with its state kept
     */
    boolean run() {
        Epochs epochs = plan.epochs();
        Iterator<Batch> batches = loader.batches(checkpointer.step(), epochs.steps());
        while (batches.hasNext()) {
            if (stop.getAsBoolean()) {
                checkpointer.save();
                return false;
            }
            Batch batch = batches.next();
            long step = epochs.step(batch.epoch(), batch.index());
            double rate = plan.rate().at(step) * checkpointer.rateFactor();
            StepResult result = learner.learn(batch, step, rate);
            if (result.isFinite()) {
                metrics.step(batch, step, rate, result);
                checkpointer.afterStep();
            } else {
                checkpointer.rollBack(Divergence.of(result, batch, step, rate, loader.sources(batch)));
                batches = loader.batches(checkpointer.step(), epochs.steps());
            }
        }
        return true;
    }
}
