package io.freebies.trainer;

import io.freebies.failure.Failure;
import io.freebies.trainer.djl.Devices;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;

/**
 * Finds into how few portions a batch can be cut so that each fits into memory. CUDA devices say when a step does not
 * fit, so there steps are tried. A processor does not: its system ends a process that takes too much. There the memory of
 * a step is measured with one and with two pictures per replica and grows by the same from picture to picture, since
 * everything that a step keeps for the way back does.
 *
 * @param devices of the run
 * @param step makes one with so many pictures in one portion; false if the device said that it does not fit
 * @param available bytes that the process may still take from the processor's memory
 */
record AutoBatch(Devices devices, IntPredicate step, LongSupplier available) {
    /** Of the available memory, since a loader and the collector's habits need some, and others may come. */
    private static final double SHARE = 0.8;

    /**
     * The fewest portions.
     *
     * @param batch pictures
     * @throws Failure (environment) if not even one picture per replica fits
     */
    int portions(int batch) {
        int replicas = devices.replicas();
        IntPredicate fits = devices.each().contains("cpu") ? measured(batch) : step;
        int tried = 0;
        for (int portions = 1; portions * replicas <= batch; portions++) {
            int largest = (batch + portions - 1) / portions;
            if (largest != tried && fits.test(largest)) {
                return portions;
            }
            tried = largest;
        }
        throw tooSmall();
    }

    private IntPredicate measured(int batch) {
        int replicas = devices.replicas();
        long free = available.getAsLong();
        // Later measurements begin with what the allocator has kept of the earlier ones.
        long before = ProcessMemory.resident();
        long one = peak(replicas) - before;
        long two = 2 * replicas > batch ? one : peak(2 * replicas) - before;
        double perPicture = Math.max(0, (double) (two - one) / replicas);
        return pictures -> one + perPicture * (pictures - replicas) <= SHARE * free;
    }

    private long peak(int pictures) {
        ProcessMemory.resetPeak();
        if (!step.test(pictures)) {
            throw tooSmall();
        }
        return ProcessMemory.peak();
    }

    private static Failure tooSmall() {
        return Failure.environment("not even one picture per device fits into memory at the largest input;"
                + " lower the input sizes of the recipe");
    }
}
