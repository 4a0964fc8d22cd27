package io.freebies.score;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What COCO's evaluation says: the twelve numbers of its leaderboard, and what they are the means of, by class, area
 * range, limit of detections and threshold of overlap. Precisions and recalls are from 0 to 1.
 */
public final class CocoScore {
    /** The names of {@link #stats()}, in their order. */
    public static final List<String> STATS =
            List.of("AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl");

    private static final int AT_50 = 0;
    private static final int AT_75 = 5;
    private static final int MOST = CocoMatching.MOST_DETECTIONS;

    /**
     * One class under one area range and limit of detections.
     *
     * @param precision the average precision at each of the ten thresholds; empty if there is no object to find
     * @param recall the recall that is reached at each; likewise
     */
    public record Table(List<Double> precision, List<Double> recall) {
        /** Copies the lists. */
        public Table {
            precision = List.copyOf(precision);
            recall = List.copyOf(recall);
        }

        /** The mean over the thresholds; NaN if there is no object to find. */
        public double averagePrecision() {
            return mean(precision.stream());
        }

        /** The mean over the thresholds; NaN if there is no object to find. */
        public double averageRecall() {
            return mean(recall.stream());
        }
    }

    private final List<Map<AreaRange, Map<Integer, Table>>> tables;

    /** By label, area range and limit of detections; all there are. */
    CocoScore(List<Map<AreaRange, Map<Integer, Table>>> tables) {
        this.tables = List.copyOf(tables);
    }

    /**
     * The table of one class.
     *
     * @param maxDetections one of {@link CocoEvaluator#MAX_DETECTIONS}
     */
    public Table of(int label, AreaRange range, int maxDetections) {
        return Optional.ofNullable(tables.get(label).get(range))
                .map(byLimit -> byLimit.get(maxDetections))
                .orElseThrow(() -> new IllegalArgumentException("expected a limit of "
                        + CocoEvaluator.MAX_DETECTIONS + ", found " + maxDetections));
    }

    /** The table of one class over all areas, with 100 detections. */
    public Table of(int label) {
        return of(label, AreaRange.ALL, MOST);
    }

    /** The twelve numbers, in the order of {@link #STATS}; -1, as in COCO, where there is nothing to find. */
    public List<Double> stats() {
        return DoubleStream.of(
                        precision(AreaRange.ALL, List::stream),
                        precision(AreaRange.ALL, byIou -> byIou.stream().skip(AT_50).limit(1)),
                        precision(AreaRange.ALL, byIou -> byIou.stream().skip(AT_75).limit(1)),
                        precision(AreaRange.SMALL, List::stream),
                        precision(AreaRange.MEDIUM, List::stream),
                        precision(AreaRange.LARGE, List::stream),
                        recall(AreaRange.ALL, 1),
                        recall(AreaRange.ALL, 10),
                        recall(AreaRange.ALL, MOST),
                        recall(AreaRange.SMALL, MOST),
                        recall(AreaRange.MEDIUM, MOST),
                        recall(AreaRange.LARGE, MOST))
                .map(value -> Double.isNaN(value) ? -1 : value)
                .boxed()
                .toList();
    }

    private double precision(AreaRange range, Function<List<Double>, Stream<Double>> chosen) {
        return mean(labels().flatMap(label -> chosen.apply(of(label, range, MOST).precision())));
    }

    private double recall(AreaRange range, int maxDetections) {
        return mean(labels().flatMap(label -> of(label, range, maxDetections).recall().stream()));
    }

    private Stream<Integer> labels() {
        return IntStream.range(0, tables.size()).boxed();
    }

    private static double mean(Stream<Double> values) {
        return values.mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
