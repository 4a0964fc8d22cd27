package io.freebies.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freebies.box.Box;
import io.freebies.box.Detection;
import io.freebies.data.GroundTruth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every metric. */
class EvaluatorTest {
    private static final List<String> CLASSES = List.of("cat", "dog");
    private static final int TRIALS = 40;
    private static final double ROUNDING = 1e-12;

    enum Metric {
        VOC {
            @Override
            Evaluator of(List<List<GroundTruth>> truths, List<ImageDetection> detections) {
                return VocEvaluator.of(CLASSES, truths, detections, Interpolation.AREA);
            }
        },
        VOC07 {
            @Override
            Evaluator of(List<List<GroundTruth>> truths, List<ImageDetection> detections) {
                return VocEvaluator.of(CLASSES, truths, detections, Interpolation.ELEVEN_POINT);
            }
        },
        COCO {
            @Override
            Evaluator of(List<List<GroundTruth>> truths, List<ImageDetection> detections) {
                return CocoEvaluator.of(CLASSES, truths, detections);
            }
        };

        abstract Evaluator of(List<List<GroundTruth>> truths, List<ImageDetection> detections);

        double[] score(List<List<GroundTruth>> truths, List<List<Detection>> detections) {
            return score(truths, detections, once(truths.size()));
        }

        double[] score(List<List<GroundTruth>> truths, List<List<Detection>> detections, int[] times) {
            return of(truths, ImageDetection.ofImages(detections)).averagePrecisions(times);
        }
    }

    private final Random random = new Random(1);

    @ParameterizedTest
    @EnumSource
    void countingAnImageTwiceIsHavingASecondCopyOfIt(Metric metric) {
        for (int trial = 0; trial < TRIALS; trial++) {
            Scene scene = Scene.random(random, 6);
            int[] times = random.ints(6, 0, 4).toArray();
            double[] copied = metric.score(repeat(scene.truths(), times), repeat(scene.detections(), times));
            assertThat(metric.score(scene.truths(), scene.detections(), times))
                    .containsExactly(copied, within(ROUNDING));
        }
    }

    @ParameterizedTest
    @EnumSource
    void duplicatingEveryImageChangesNothing(Metric metric) {
        for (int trial = 0; trial < TRIALS; trial++) {
            Scene scene = Scene.random(random, 6);
            int[] twice = {2, 2, 2, 2, 2, 2};
            assertThat(metric.score(repeat(scene.truths(), twice), repeat(scene.detections(), twice)))
                    .containsExactly(metric.score(scene.truths(), scene.detections()), within(ROUNDING));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOrderOfImagesAndOfUntiedDetectionsChangesNothing(Metric metric) {
        for (int trial = 0; trial < TRIALS; trial++) {
            Scene scene = Scene.random(random, 8);
            List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7));
            Collections.shuffle(order, random);
            List<ImageDetection> detections = new ArrayList<>();
            for (int image = 0; image < order.size(); image++) {
                for (Detection detection : scene.detections().get(order.get(image))) {
                    detections.add(new ImageDetection(image, detection));
                }
            }
            Collections.shuffle(detections, random);
            List<List<GroundTruth>> truths =
                    order.stream().map(scene.truths()::get).toList();
            assertThat(metric.of(truths, detections).averagePrecisions(once(8)))
                    .containsExactly(metric.score(scene.truths(), scene.detections()), within(ROUNDING));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPerfectDetectorScoresOne(Metric metric) {
        Scene scene = Scene.random(random, 30);
        List<List<Detection>> perfect = Scene.perfect(random, scene.truths());
        ScoreCard card =
                metric.of(scene.truths(), ImageDetection.ofImages(perfect)).score();
        assertThat(card.perClassAp()).containsOnlyKeys(CLASSES);
        assertThat(card.map()).isEqualTo(1, within(ROUNDING));
        double[] ones = new double[101];
        Arrays.fill(ones, 1);
        assertThat(metric.of(scene.truths(), ImageDetection.ofImages(perfect)).precision50(0))
                .containsExactly(ones);
        assertThat(metric.of(List.of(List.of()), List.of()).precision50(0)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aBlindDetectorScoresZero(Metric metric) {
        Scene scene = Scene.random(random, 30);
        assertThat(metric.of(scene.truths(), List.of()).score().map()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void oneMoreFalsePositiveOfTheLowestScoreNeverRaisesTheScore(Metric metric) {
        for (int trial = 0; trial < TRIALS; trial++) {
            Scene scene = Scene.random(random, 6);
            List<ImageDetection> more = new ArrayList<>(ImageDetection.ofImages(scene.detections()));
            Box nowhere = new Box(500, 500, 520, 520);
            more.add(new ImageDetection(random.nextInt(6), new Detection(nowhere, random.nextInt(2), -1)));
            double[] before = metric.score(scene.truths(), scene.detections());
            double[] after = metric.of(scene.truths(), more).averagePrecisions(once(6));
            for (int label = 0; label < before.length; label++) {
                assertThat(after[label] > before[label]).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClassWithoutObjectsHasNoScore(Metric metric) {
        Box here = new Box(10, 10, 20, 20);
        List<Detection> detections = List.of(new Detection(here, 0, .9), new Detection(here, 1, .9));
        ScoreCard card = metric.of(
                        List.of(List.of(new GroundTruth(here, 0))), ImageDetection.ofImages(List.of(detections)))
                .score();
        assertThat(card.perClassAp()).containsOnlyKeys("cat");
        assertThat(card.map()).isEqualTo(1, within(ROUNDING));
        assertThat(metric.of(List.of(List.of()), List.of()).score().map()).isNaN();
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeIsRefused(Metric metric) {
        Box box = new Box(1, 1, 2, 2);
        List<List<GroundTruth>> truths = List.of(List.of(new GroundTruth(box, 0)));
        for (ImageDetection wrong : List.of(
                new ImageDetection(1, new Detection(box, 0, .5)),
                new ImageDetection(-1, new Detection(box, 0, .5)),
                new ImageDetection(0, new Detection(box, 2, .5)),
                new ImageDetection(0, new Detection(box, 0, Double.NaN)))) {
            assertThatThrownBy(() -> metric.of(truths, List.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected a");
        }
    }

    private static int[] once(int images) {
        int[] once = new int[images];
        Arrays.fill(once, 1);
        return once;
    }

    private static <T> List<List<T>> repeat(List<List<T>> images, int[] times) {
        List<List<T>> copies = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            copies.addAll(Collections.nCopies(times[i], images.get(i)));
        }
        return copies;
    }
}
