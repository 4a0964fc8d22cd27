package io.freebies.trainer.loss;

import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.trainer.augment.Sample;
import java.util.Arrays;
import java.util.List;

/**
 * What a classifier should answer for one batch.
 *
 * @param rows [pictures, classes]; every row adds up to 1
 */
public record ClassShares(Tensor rows) {
    /**
     * The targets of a batch of samples.
     *
     * @param samples each with one object
     * @param targets of the object's class and the others; they add up to 1
     */
    public static ClassShares of(int classes, List<Sample> samples, ClassTargets targets) {
        List<Integer> labels =
                samples.stream().map(sample -> sample.objects().get(0).label()).toList();
        return new ClassShares(new Tensor(Shape.of(labels.size(), classes), targets.rows(labels, classes)));
    }

    /** The targets of the pictures from one index up to another, not included. */
    ClassShares part(int from, int to) {
        int classes = (int) rows.shape().dim(1);
        float[] own = Arrays.copyOfRange(rows.data(), from * classes, to * classes);
        return new ClassShares(new Tensor(Shape.of(to - from, classes), own));
    }
}
