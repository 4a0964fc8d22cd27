package io.freebies.trainer.loader;

import io.freebies.data.SeedTree;
import java.util.stream.IntStream;

/**
 * In which order an epoch goes through the pictures: shuffled, by the seed and the epoch alone.
 *
 * @param seeds of the run
 * @param pictures how many there are
 */
public record EpochOrder(SeedTree seeds, int pictures) {
    /** The indices of all pictures (Fisher and Yates). */
    public int[] of(int epoch) {
        int[] order = IntStream.range(0, pictures).toArray();
        var random = seeds.stream("shuffle", epoch, 0);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }
}
