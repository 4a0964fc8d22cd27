package io.freebies.bench.gate;

import io.freebies.verifier.runtime.Provider;
import io.freebies.verifier.score.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A {@link GateFile} with nothing left open and all paths absolute.
 *
 * @param margin what counts as equally fast, a fraction
 * @param seconds after which no further block of a timing is begun
 * @param rounds blocks of a timing at most
 * @param out folder of results
 */
record GateSettings(
        List<Pair> pairs,
        Optional<Data> data,
        List<Provider> providers,
        double margin,
        int threads,
        double seconds,
        Optional<Integer> rounds,
        Floors floors,
        Path out) {
    /** Copies the lists. */
    GateSettings {
        pairs = List.copyOf(pairs);
        providers = List.copyOf(providers);
    }

    /** Two models, as {@link GateFile.Model}. */
    record Pair(String name, Path baseline, Path candidate, Optional<Path> probe, Optional<Path> adapter) {}

    /** What both are scored on, as {@link GateFile.Data}. */
    record Data(String argument, Optional<Metric> metric) {}
}
