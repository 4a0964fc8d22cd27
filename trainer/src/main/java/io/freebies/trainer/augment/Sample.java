package io.freebies.trainer.augment;

import io.freebies.graph.Tensor;
import java.util.List;

/**
 * A square picture as the network takes it.
 *
 * @param planes [3, size, size], RGB, 0 to 1 apart from colour distortion
 * @param objects with boxes in its pixels; may be empty
 */
public record Sample(Tensor planes, List<TrainingObject> objects) {
    /** Copies the list. */
    public Sample {
        objects = List.copyOf(objects);
    }

    /** Pixels per side. */
    public int size() {
        return (int) planes.shape().dim(1);
    }
}
