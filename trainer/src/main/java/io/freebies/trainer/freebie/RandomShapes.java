package io.freebies.trainer.freebie;

import io.freebies.data.SeedTree;
import io.freebies.run.Range;
import io.freebies.trainer.schedule.InputSize;
import java.util.Collections;
import java.util.List;

/**
 * Random shapes (paper section 3.6): every few batches, and at the start of each epoch, one input size for the whole
 * batch is drawn uniformly. Anchors keep their size in pixels.
 *
 * @param sizes sides in pixels, multiples of 32; the paper takes 320 to 608 around an evaluation size of 416
 * @param everyBatches how long a size is kept; the reference takes 10
 */
public record RandomShapes(
        @Range(min = 32, max = 4096) List<Integer> sizes,
        @Range(min = 1) int everyBatches) {
    /** Refuses no size at all and sizes that the networks cannot take. */
    public RandomShapes {
        if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size % 32 != 0)) {
            throw new IllegalArgumentException("expected sizes that are multiples of 32, found " + sizes);
        }
        sizes = List.copyOf(sizes);
    }

    /** The sizes of a run. */
    public InputSize inputSize(SeedTree seeds) {
        return new InputSize() {
            @Override
            public int at(int epoch, int batch) {
                return sizes.get(
                        seeds.stream("input size", epoch, batch / everyBatches).nextInt(sizes.size()));
            }

            @Override
            public int largest() {
                return Collections.max(sizes);
            }
        };
    }
}
