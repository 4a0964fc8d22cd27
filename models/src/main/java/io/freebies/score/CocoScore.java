package io.freebies.score;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What COCO's evaluation says: the twelve numbers of its leaderboard, and what they are the means of, by class, area
 * range, limit of detections and threshold of overlap. Precisions and recalls are from 0 to 1.
 */
public final class CocoScore {
    /** The names of {@link #stats()}, in their order. */
    public static final List<String> STATS =
            List.of("AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl");

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
            return mean(precision);
        }

        /**
         * At one threshold; NaN if there is no object to find.
         *
         * @param threshold one of {@link CocoEvaluator#IOU_THRESHOLDS}
         */
        public double averagePrecision(double threshold) {
            return precision.isEmpty() ? Double.NaN : precision.get(CocoEvaluator.IOU_THRESHOLDS.indexOf(threshold));
        }

        /** The mean over the thresholds; NaN if there is no object to find. */
        public double averageRecall() {
            return mean(recall);
        }

        private static double mean(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
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
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected a limit of " + CocoEvaluator.MAX_DETECTIONS + ", found " + maxDetections));
    }

    /** The table of one class with 100 detections. */
    public Table of(int label, AreaRange range) {
        return of(label, range, MOST);
    }

    /** The table of one class over all areas, with 100 detections. */
    public Table of(int label) {
        return of(label, AreaRange.ALL, MOST);
    }

    /** The twelve numbers, in the order of {@link #STATS}; -1, as in COCO, where there is nothing to find. */
    public List<Double> stats() {
        return List.of(
                mean(AreaRange.ALL, MOST, Table::averagePrecision),
                mean(AreaRange.ALL, MOST, table -> table.averagePrecision(0.5)),
                mean(AreaRange.ALL, MOST, table -> table.averagePrecision(0.75)),
                mean(AreaRange.SMALL, MOST, Table::averagePrecision),
                mean(AreaRange.MEDIUM, MOST, Table::averagePrecision),
                mean(AreaRange.LARGE, MOST, Table::averagePrecision),
                mean(AreaRange.ALL, 1, Table::averageRecall),
                mean(AreaRange.ALL, 10, Table::averageRecall),
                mean(AreaRange.ALL, MOST, Table::averageRecall),
                mean(AreaRange.SMALL, MOST, Table::averageRecall),
                mean(AreaRange.MEDIUM, MOST, Table::averageRecall),
                mean(AreaRange.LARGE, MOST, Table::averageRecall));
    }

    /** Over the classes, which have a number for each threshold or none at all. */
    private double mean(AreaRange range, int maxDetections, ToDoubleFunction<Table> number) {
        double mean = Evaluator.mean(IntStream.range(0, tables.size())
                .mapToDouble(label -> number.applyAsDouble(of(label, range, maxDetections)))
                .toArray());
        return Double.isNaN(mean) ? -1 : mean;
    }
}
