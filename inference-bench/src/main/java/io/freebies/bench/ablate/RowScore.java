package io.freebies.bench.ablate;

import io.freebies.bench.equivalence.Interval;
import io.freebies.score.Evaluator;
import io.freebies.score.PairedBootstrap;
import io.freebies.score.PairedBootstrap.Difference;
import io.freebies.score.SeedSummary;
import java.util.List;
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

    /** Where the mean lies, over seeds; nothing is known of a single seed. */
    Optional<Interval> overSeeds() {
        return overSeeds(maps);
    }

    /** The same of the difference to the reference. */
    Optional<Interval> deltaOverSeeds() {
        return isReference() ? Optional.empty() : overSeeds(deltas);
    }

    /** Where the mean difference lies, over the choice of pictures; unknown without an object to find. */
    Optional<Interval> deltaOverImages() {
        return overImages
                .filter(difference -> !Double.isNaN(difference.difference()))
                .map(difference -> new Interval(difference.low(), difference.high()));
    }

    /** Whether others are compared with this row, and it with none. */
    boolean isReference() {
        return overImages.isEmpty();
    }

    private static Optional<Interval> overSeeds(List<Double> values) {
        if (values.size() < 2 || values.stream().anyMatch(value -> value.isNaN())) {
            return Optional.empty();
        }
        SeedSummary seeds =
                SeedSummary.of(values.stream().mapToDouble(Double::doubleValue).toArray());
        return Optional.of(new Interval(seeds.low(), seeds.high()));
    }
}
