package io.freebies.trainer.augment;

import io.freebies.box.Box;

/**
 * An object to learn from.
 *
 * @param box in pixels of its picture
 * @param label class index from 0
 * @param weight what its loss counts, 0 to 1: mixup's ratio of the picture it came from, else 1
 */
public record TrainingObject(Box box, int label, double weight) {
    /** The same object elsewhere. */
    public TrainingObject at(Box other) {
        return new TrainingObject(other, label, weight);
    }

    /** The same object counting a part of what it did. */
    public TrainingObject weighing(double ratio) {
        return new TrainingObject(box, label, weight * ratio);
    }
}
