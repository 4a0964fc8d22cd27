package io.freebies.bench.ablate;

import io.freebies.score.Evaluator;
import io.freebies.score.PairedBootstrap;
import io.freebies.score.PairedBootstrap.Difference;
import io.freebies.score.SeedSummary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the runs of one row say.
 *
 * @param row the way to train
 * @param maps by seed, 0 to 1
 * @param deltas to the row's reference, seed by seed
 * @param overImages the mean difference, resampled over pictures; absent for the reference itself
 */
record RowScore(Row row, List<Double> maps, List<Double> deltas, Optional<Difference> overImages) {
    private static final long SEED = 0;

    /** Copies the lists. */
    RowScore {
        maps = List.copyOf(maps);
        deltas = List.copyOf(deltas);
    }

    /**
     * Scores a row against its reference.
     *
     * @param own one a seed
     * @param reference likewise; the same list for the reference itself
     */
    static RowScore of(Row row, List<Evaluator> own, List<Evaluator> reference) {
        List<Double> maps = own.stream().map(RowScore::map).toList();
        List<Double> deltas = IntStream.range(0, own.size())
                .mapToObj(i -> maps.get(i) - map(reference.get(i)))
                .toList();
        Optional<Difference> overImages = own == reference
                ? Optional.empty()
                : Optional.of(PairedBootstrap.compare(reference, own, PairedBootstrap.RESAMPLES, SEED));
        return new RowScore(row, maps, deltas, overImages);
    }

    private static double map(Evaluator evaluator) {
        return evaluator.score().map();
    }

    double mean() {
        return mean(maps);
    }

    double delta() {
        return mean(deltas);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** Lower and upper end of the mean's interval over seeds; nothing is known of a single seed. */
    Optional<SeedSummary> overSeeds() {
        return summary(maps);
    }

    /** The same of the difference. */
    Optional<SeedSummary> deltaOverSeeds() {
        return overImages.isEmpty() ? Optional.empty() : summary(deltas);
    }

    private static Optional<SeedSummary> summary(List<Double> values) {
        return values.size() < 2
                ? Optional.empty()
                : Optional.of(SeedSummary.of(
                        values.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    /** {@code [low, high]} in points, or a dash. */
    static String interval(Optional<? extends Record> ends) {
        if (ends.isEmpty()) {
            return "-";
        }
        Record record = ends.get();
        if (record instanceof SeedSummary seeds) {
            return interval(seeds.low(), seeds.high());
        }
        if (record instanceof Difference difference) {
            return interval(difference.low(), difference.high());
        }
        throw new IllegalArgumentException("expected an interval, found " + record);
    }

    private static String interval(double low, double high) {
        return String.format(Locale.ROOT, "[%.2f, %.2f]", 100 * low, 100 * high);
    }
}
