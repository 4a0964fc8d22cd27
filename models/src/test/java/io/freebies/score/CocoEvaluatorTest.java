package io.freebies.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.box.Detection;
import io.freebies.data.GroundTruth;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CocoEvaluatorTest {
    private static final double EXACT = 1e-9;
    private static final Box NOWHERE = new Box(400, 400, 450, 450);

    @ParameterizedTest
    @ValueSource(strings = {"coco_basic", "coco_edge", "coco_many_dets", "coco_ties_crowd", "coco_val2014_fake100"})
    void everyNumberIsThatOfPycocotools(String name) throws IOException {
        CocoOracle oracle = CocoOracle.read(name);
        JsonNode expected = oracle.expected();
        CocoEvaluator evaluator = CocoEvaluator.of(oracle.classes(), oracle.truths(), oracle.detections());
        CocoScore score = evaluator.tables();
        assertThat(CocoEvaluator.IOU_THRESHOLDS).isEqualTo(numbers(expected.get("iou_thresholds")));
        assertClose(score.stats(), expected.get("stats"));
        for (int label = 0; label < oracle.classes().size(); label++) {
            String id = oracle.classes().get(label);
            CocoScore.Table all = score.of(label);
            assertClose(all.averagePrecision(), expected.at("/per_class_ap/" + id));
            assertClose(at(all.precision(), 0), expected.at("/per_class_ap50/" + id));
            assertClose(at(all.precision(), 5), expected.at("/per_class_ap75/" + id));
            assertClose(padded(all.precision()), expected.at("/per_class_ap_by_iou/" + id));
            assertClose(padded(all.recall()), expected.at("/recall_by_iou_area_all_maxdets100/" + id));
            int own = label;
            assertClose(
                    Arrays.stream(AreaRange.values())
                            .skip(1)
                            .map(range -> score.of(own, range, 100).averagePrecision())
                            .toList(),
                    expected.at("/per_class_ap_area/" + id));
            assertClose(
                    CocoEvaluator.MAX_DETECTIONS.stream()
                            .map(most -> score.of(own, AreaRange.ALL, most).averageRecall())
                            .toList(),
                    expected.at("/per_class_ar/" + id));
            if (expected.has("precision_iou50_area_all_maxdets100")) {
                double[][] precision = evaluator.precision(label, AreaRange.ALL, 100);
                assertCurve(precision, 0, expected.at("/precision_iou50_area_all_maxdets100/" + id));
                assertCurve(precision, 5, expected.at("/precision_iou75_area_all_maxdets100/" + id));
            }
        }
        double[] whole = precisions(evaluator);
        assertThat(whole).hasSize(expected.get("precision_array_valid_count").asInt());
        assertThat(DoubleStream.of(whole).average().orElse(-1))
                .isCloseTo(expected.get("precision_array_mean_all").asDouble(), within(EXACT));
    }

    @Test
    void anOverlapOfExactlyAThresholdPassesAsRoundedInTheReference() {
        // The lower half of each box. Computed from corners the first overlap is below 0.5, the second is 0.5.
        assertThat(averagePrecision50(
                        BoxFormat.fromCoco(6.1, 108.7, 187.9, 76.9), BoxFormat.fromCoco(6.1, 108.7, 187.9, 38.45)))
                .isEqualTo(1, within(EXACT));
        assertThat(averagePrecision50(
                        BoxFormat.fromCoco(44.1, 85, 6.8, 45.1), BoxFormat.fromCoco(44.1, 85, 6.8, 22.55)))
                .isZero();
    }

    private static double averagePrecision50(Box object, Box detection) {
        return score(List.of(new GroundTruth(object, 0)), new Detection(detection, 0, .9))
                .of(0)
                .averagePrecision(0.5);
    }

    /** As pycocotools has it, where this case has AP50 0.2525 in place of 1. */
    @Test
    void theObjectOfIdZeroIsTakenButNeverFound() {
        Box zero = new Box(0, 0, 50, 50);
        Box other = new Box(100, 100, 150, 150);
        CocoScore score = score(
                List.of(new GroundTruth(zero, 0, 2500, false, false, true), new GroundTruth(other, 0)),
                new Detection(zero, 0, .9),
                new Detection(other, 0, .8),
                new Detection(zero, 0, .7));
        assertThat(score.of(0).averagePrecision(0.5)).isEqualTo(51 * 0.5 / 101, within(EXACT));
        assertThat(score.of(0).averageRecall()).isEqualTo(0.5, within(EXACT));
    }

    @Test
    void aCrowdOfIdZeroSparesLikeAnyOther() {
        Box crowd = new Box(0, 0, 100, 100);
        Box object = new Box(200, 200, 260, 260);
        CocoScore score = score(
                List.of(new GroundTruth(crowd, 0, 5000, false, true, true), new GroundTruth(object, 0)),
                new Detection(new Box(0, 0, 30, 30), 0, .9),
                new Detection(object, 0, .7));
        assertThat(score.of(0).averagePrecision()).isEqualTo(1, within(EXACT));
    }

    @Test
    void onlyAHundredDetectionsOfAnImageAndClassCount() {
        Box object = new Box(0, 0, 50, 50);
        List<Detection> detections = new ArrayList<>(Collections.nCopies(100, new Detection(NOWHERE, 0, .9)));
        detections.add(new Detection(object, 0, .8));
        assertThat(score(List.of(new GroundTruth(object, 0)), detections.toArray(Detection[]::new))
                        .of(0)
                        .averageRecall())
                .isZero();
        detections.remove(0);
        assertThat(score(List.of(new GroundTruth(object, 0)), detections.toArray(Detection[]::new))
                        .of(0)
                        .averageRecall())
                .isOne();
    }

    @Test
    void aCrowdSparesAllThatAreMostlyInsideIt() {
        Box crowd = new Box(0, 0, 100, 100);
        Box object = new Box(200, 200, 260, 260);
        List<GroundTruth> objects = List.of(new GroundTruth(crowd, 0, 5000, false, true), new GroundTruth(object, 0));
        CocoScore score = score(
                objects,
                new Detection(new Box(0, 0, 30, 30), 0, .9),
                new Detection(new Box(50, 50, 90, 90), 0, .8),
                new Detection(object, 0, .7));
        assertThat(score.of(0).averagePrecision()).isEqualTo(1, within(EXACT));
    }

    @Test
    void anAreaOnTheBorderBelongsToBothSizes() {
        Box box = new Box(0, 0, 40, 40);
        CocoScore score = score(List.of(new GroundTruth(box, 0, 1024, false, false)), new Detection(box, 0, .9));
        assertThat(score.of(0, AreaRange.SMALL).averageRecall()).isOne();
        assertThat(score.of(0, AreaRange.MEDIUM).averageRecall()).isOne();
        assertThat(score.of(0, AreaRange.LARGE).averageRecall()).isNaN();
        assertThat(score.stats()).endsWith(1.0, 1.0, -1.0);
    }

    @Test
    void aMissOutOfTheRangeOfAreasIsNotPunishedThere() {
        Box small = new Box(0, 0, 20, 20);
        CocoScore score = score(
                List.of(new GroundTruth(small, 0)),
                new Detection(new Box(100, 100, 300, 300), 0, .9),
                new Detection(small, 0, .8));
        assertThat(score.of(0, AreaRange.SMALL).averagePrecision()).isEqualTo(1, within(EXACT));
        assertThat(score.of(0).averagePrecision()).isEqualTo(.5, within(EXACT));
    }

    @Test
    void unknownLimitsOfDetectionsAreRefused() {
        CocoScore score = score(List.of());
        assertThatThrownBy(() -> score.of(0, AreaRange.ALL, 50)).hasMessageContaining("[1, 10, 100], found 50");
    }

    private static CocoScore score(List<GroundTruth> objects, Detection... detections) {
        return CocoEvaluator.of(
                        List.of("thing"), List.of(objects), ImageDetection.ofImages(List.of(List.of(detections))))
                .tables();
    }

    private static double[] precisions(CocoEvaluator evaluator) {
        return IntStream.range(0, evaluator.classes().size())
                .boxed()
                .flatMap(label -> Arrays.stream(AreaRange.values())
                        .flatMap(range -> CocoEvaluator.MAX_DETECTIONS.stream()
                                .map(most -> evaluator.precision(label, range, most))))
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static void assertCurve(double[][] precision, int threshold, JsonNode expected) {
        List<Double> curve = precision.length == 0
                ? IntStream.range(0, 101).mapToObj(i -> Double.NaN).toList()
                : Arrays.stream(precision[threshold]).boxed().toList();
        assertClose(curve, expected);
    }

    private static double at(List<Double> values, int index) {
        return values.isEmpty() ? Double.NaN : values.get(index);
    }

    private static List<Double> padded(List<Double> values) {
        return IntStream.range(0, 10).mapToObj(i -> at(values, i)).toList();
    }

    private static void assertClose(List<Double> found, JsonNode expected) {
        assertThat(found).hasSize(expected.size());
        for (int i = 0; i < found.size(); i++) {
            assertClose(found.get(i), expected.get(i));
        }
    }

    /** NaN is -1 there. */
    private static void assertClose(double found, JsonNode expected) {
        assertThat(Double.isNaN(found) ? -1 : found).isCloseTo(expected.asDouble(), within(EXACT));
    }

    private static List<Double> numbers(JsonNode list) {
        return IntStream.range(0, list.size())
                .mapToObj(i -> list.get(i).asDouble())
                .toList();
    }
}
