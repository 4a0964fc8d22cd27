package io.freebies.score;

import io.freebies.data.GroundTruth;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * COCO's average precision and recall of boxes (Lin et al. 2014), number for number those of pycocotools: over ten
 * thresholds of overlap, 101 recalls, four ranges of areas and three limits of detections.
 *
 * <p>Boxes are {@link io.freebies.box.BoxFormat#fromCoco}'s, an object's area is that of its mask. Give the images by
 * rising id: ties in score are kept in the order of images, within one in the order given. The object of id 0 can never be
 * found, see {@link GroundTruth#zeroId()}.
 */
public final class CocoEvaluator implements Evaluator {
    /** 0.5, 0.55, ... 0.95 as the reference computes them; the ninth is 0.8999999999999999. */
    public static final List<Double> IOU_THRESHOLDS = List.copyOf(linear(0.5, 0.95, 10));

    /** 0, 0.01, ... 1 as the reference computes them. */
    public static final List<Double> RECALLS = List.copyOf(linear(0, 1, 101));

    /** How many best detections of an image and class count. */
    public static final List<Integer> MAX_DETECTIONS = List.of(1, 10, CocoMatching.MOST_DETECTIONS);

    static final double[] RECALL_ARRAY =
            RECALLS.stream().mapToDouble(Double::doubleValue).toArray();

    private final List<String> classes;
    private final int images;
    /** By label. */
    private final List<Map<AreaRange, ClassMatches>> matches;

    private final CocoScore tables;

    private CocoEvaluator(List<String> classes, int images, List<Map<AreaRange, ClassMatches>> matches) {
        this.classes = classes;
        this.images = images;
        this.matches = matches;
        int[] once = once();
        tables = new CocoScore(IntStream.range(0, classes.size())
                .parallel()
                .mapToObj(label -> tables(label, once))
                .toList());
    }

    /** numpy's linspace, rounding included. */
    private static List<Double> linear(double first, double last, int count) {
        double step = (last - first) / (count - 1);
        return IntStream.range(0, count)
                .mapToObj(i -> i == count - 1 ? last : i * step + first)
                .toList();
    }

    /**
     * Matches detections to objects.
     *
     * @param classes names by label
     * @param truths objects by image
     * @param detections in any image of {@code truths}
     */
    public static CocoEvaluator of(
            List<String> classes, List<List<GroundTruth>> truths, List<ImageDetection> detections) {
        double[] thresholds =
                IOU_THRESHOLDS.stream().mapToDouble(Double::doubleValue).toArray();
        List<Map<AreaRange, ClassMatches>> matches = OneClass.split(classes.size(), truths, detections).parallelStream()
                .map(one -> CocoMatching.of(one, thresholds))
                .toList();
        return new CocoEvaluator(List.copyOf(classes), truths.size(), matches);
    }

    @Override
    public String metric() {
        return "coco";
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int images() {
        return images;
    }

    /** Over all thresholds and areas, with 100 detections. */
    @Override
    public double[] averagePrecisions(int[] times) {
        return IntStream.range(0, classes.size())
                .mapToDouble(label -> Arrays.stream(curves(label, AreaRange.ALL, CocoMatching.MOST_DETECTIONS, times))
                        .mapToDouble(curve -> curve.meanPrecisionAt(RECALL_ARRAY))
                        .average()
                        .orElse(Double.NaN))
                .toArray();
    }

    @Override
    public double[] precision50(int label) {
        double[][] byThreshold = precision(label, AreaRange.ALL, CocoMatching.MOST_DETECTIONS);
        return byThreshold.length == 0 ? new double[0] : byThreshold[0];
    }

    /**
     * The best precision at each of the {@link #RECALLS} or beyond, by threshold: [10][101].
     *
     * @return empty if there is no object of this class and range to find
     */
    public double[][] precision(int label, AreaRange range, int maxDetections) {
        return Arrays.stream(curves(label, range, maxDetections, once()))
                .map(curve -> curve.precisionAt(RECALL_ARRAY))
                .toArray(double[][]::new);
    }

    /** The twelve numbers, and the tables behind them. */
    public CocoScore tables() {
        return tables;
    }

    private Map<AreaRange, Map<Integer, CocoScore.Table>> tables(int label, int[] once) {
        Map<AreaRange, Map<Integer, CocoScore.Table>> tables = new EnumMap<>(AreaRange.class);
        for (AreaRange range : AreaRange.values()) {
            Map<Integer, CocoScore.Table> byLimit = new HashMap<>();
            MAX_DETECTIONS.forEach(most -> byLimit.put(most, table(curves(label, range, most, once))));
            tables.put(range, byLimit);
        }
        return tables;
    }

    private static CocoScore.Table table(PrecisionRecall[] curves) {
        return new CocoScore.Table(
                Arrays.stream(curves)
                        .map(curve -> curve.meanPrecisionAt(RECALL_ARRAY))
                        .toList(),
                Arrays.stream(curves).map(PrecisionRecall::recall).toList());
    }

    private PrecisionRecall[] curves(int label, AreaRange range, int maxDetections, int[] times) {
        return Objects.requireNonNull(matches.get(label).get(range)).curves(times, maxDetections);
    }
}
