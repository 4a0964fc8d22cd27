package io.freebies.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.freebies.graph.Graph;
import io.freebies.trainer.augment.Sample;
import io.freebies.trainer.loader.SampleMaker;
import java.util.List;
import java.util.stream.IntStream;

/** A classifier's score on pictures that it has not learned from. */
public final class HeldOut {
    private static final int BATCH = 64;

    private HeldOut() {}

    /**
     * The share of pictures whose own class has the highest score, 0 to 1, by the running statistics.
     *
     * @param classifier the graph, at the input size
     * @param samples pictures with one object each, not augmented
     * @param size side of the input in pixels
     */
    public static double accuracy(DjlNetwork network, Graph classifier, SampleMaker samples, int size) {
        int count = samples.pictures().size();
        int right = 0;
        for (int from = 0; from < count; from += BATCH) {
            List<Sample> some = IntStream.range(from, Math.min(count, from + BATCH))
                    .parallel()
                    .mapToObj(index -> samples.make(0, index, size))
                    .toList();
            long[] best = best(network, classifier, some, size);
            for (int i = 0; i < best.length; i++) {
                right += best[i] == some.get(i).objects().get(0).label() ? 1 : 0;
            }
        }
        return (double) right / count;
    }

    private static long[] best(DjlNetwork network, Graph classifier, List<Sample> samples, int size) {
        int plane = 3 * size * size;
        float[] images = new float[samples.size() * plane];
        for (int i = 0; i < samples.size(); i++) {
            System.arraycopy(samples.get(i).planes().data(), 0, images, i * plane, plane);
        }
        try (NDManager scope = network.manager().newSubManager()) {
            NDArray input = scope.create(images, new Shape(samples.size(), 3, size, size));
            return network.evaluate(classifier, input).get(0).argMax(1).toLongArray();
        }
    }
}
