package io.freebies.bench;

import io.freebies.bench.equivalence.SequentialTest;
import io.freebies.verifier.runtime.Provider;
import java.nio.file.Path;

/**
 * What to compare, and how.
 *
 * @param baseline the model that sets the speed
 * @param candidate the model that is to be as fast
 * @param provider where both run
 * @param threads of one operator, at least 1
 * @param batch pictures per inference, at least 1
 * @param seconds after which no further block is begun; above 0
 * @param seed of the pictures' numbers and the bootstrap
 * @param test margin and number of blocks
 */
record BenchSettings(
        Path baseline,
        Path candidate,
        Provider provider,
        int threads,
        int batch,
        double seconds,
        long seed,
        SequentialTest test) {}
