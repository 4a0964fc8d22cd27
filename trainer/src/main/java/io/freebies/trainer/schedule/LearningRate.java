package io.freebies.trainer.schedule;

/** The seam for the learning rate: a pure function of the step, so that any point of a run can be entered again. */
@FunctionalInterface
public interface LearningRate {
    /**
     * The rate of one update.
     *
     * @param step counted from 0
     */
    double at(long step);
}
