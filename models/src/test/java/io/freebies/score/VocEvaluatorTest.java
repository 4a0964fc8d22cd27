package io.freebies.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.freebies.box.Box;
import io.freebies.box.Detection;
import io.freebies.data.GroundTruth;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocEvaluatorTest {
    private static final Box HERE = new Box(10, 10, 20, 20);
    private static final Box THERE = new Box(60, 60, 90, 90);

    @ParameterizedTest
    @ValueSource(strings = {"voc_basic", "voc_difficult", "voc_ties", "voc_real_100", "voc_real_indoor"})
    void equalsTheReferencePrograms(String name) throws IOException {
        VocOracle oracle = VocOracle.read(name);
        VocEvaluator evaluator = VocEvaluator.of(oracle.classes(), oracle.truths(), oracle.detections());
        for (Interpolation interpolation : Interpolation.values()) {
            ScoreCard card = evaluator.score(interpolation);
            JsonNode expected = oracle.expected().get(card.metric());
            assertThat(card.map()).isEqualTo(expected.get("map").asDouble(), within(1e-9));
            for (String c : oracle.classes()) {
                JsonNode ap = expected.get("per_class_ap").get(c);
                if (ap.isNull()) {
                    assertThat(card.perClassAp()).doesNotContainKey(c);
                } else {
                    assertThat(card.perClassAp().get(c)).as(c).isEqualTo(ap.asDouble(), within(1e-9));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void findingEverythingScoresOne(Interpolation interpolation) {
        ScoreCard card =
                score(interpolation, List.of(truth(HERE), truth(THERE)), List.of(hit(HERE, .9), hit(THERE, .1)));
        assertThat(card.map()).isEqualTo(1, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void findingNothingScoresZero(Interpolation interpolation) {
        assertThat(score(interpolation, List.of(truth(HERE)), List.of()).map()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aDifficultObjectIsNeitherDemandedNorPunished(Interpolation interpolation) {
        GroundTruth difficult = new GroundTruth(THERE, 0, THERE.area(), true, false);
        ScoreCard found = score(interpolation, List.of(truth(HERE), difficult), List.of(hit(THERE, .9), hit(HERE, .5)));
        ScoreCard missed = score(interpolation, List.of(truth(HERE), difficult), List.of(hit(HERE, .5)));
        assertThat(found.map()).isEqualTo(1, within(1e-12)).isEqualTo(missed.map());
    }

    @Test
    void aSecondDetectionOfAnObjectIsAMiss() {
        List<GroundTruth> objects = List.of(truth(HERE), truth(THERE));
        List<Detection> twice = List.of(hit(HERE, .9), hit(HERE, .8), hit(THERE, .7));
        assertThat(score(Interpolation.AREA, objects, twice).map()).isEqualTo((1 + 2 / 3.0) / 2, within(1e-12));
    }

    @Test
    void anOverlapOfExactlyOneHalfMatches() {
        Box half = new Box(10, 10, 15, 20);
        assertThat(score(Interpolation.AREA, List.of(truth(HERE)), List.of(hit(half, .9)))
                        .map())
                .isOne();
    }

    @Test
    void aClassWithoutObjectsIsLeftOutOfTheMean() {
        List<Detection> detections = List.of(hit(HERE, .9), new Detection(HERE, 1, .9));
        ScoreCard card = score(Interpolation.AREA, List.of(truth(HERE)), detections);
        assertThat(card.perClassAp()).containsOnlyKeys("cat");
        assertThat(card.map()).isOne();
    }

    @Test
    void withoutAnyObjectTheMeanIsNotANumber() {
        assertThat(score(Interpolation.AREA, List.of(), List.of(hit(HERE, .9))).map())
                .isNaN();
    }

    @Test
    void countingAnImageTwiceIsHavingASecondCopyOfIt() {
        Random random = new Random(1);
        for (int trial = 0; trial < 50; trial++) {
            Scene scene = Scene.random(random, 6);
            int[] times = random.ints(6, 0, 4).toArray();
            VocEvaluator counted = evaluator(scene.truths(), scene.detections());
            VocEvaluator copied = evaluator(repeat(scene.truths(), times), repeat(scene.detections(), times));
            for (Interpolation interpolation : Interpolation.values()) {
                assertThat(counted.score(times, interpolation).perClassAp())
                        .usingRecursiveComparison()
                        .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
                        .isEqualTo(copied.score(interpolation).perClassAp());
            }
        }
    }

    @Test
    void theOrderOfImagesDoesNotMatterWhereScoresDiffer() {
        Scene scene = Scene.random(new Random(2), 20);
        List<List<GroundTruth>> truths = new ArrayList<>(scene.truths());
        List<List<Detection>> detections = new ArrayList<>(scene.detections());
        Collections.reverse(truths);
        Collections.reverse(detections);
        assertThat(evaluator(truths, detections).score(Interpolation.AREA))
                .isEqualTo(evaluator(scene.truths(), scene.detections()).score(Interpolation.AREA));
    }

    @Test
    void missingImagesAreRefused() {
        List<List<GroundTruth>> two = List.of(List.of(), List.of());
        assertThatThrownBy(() -> VocEvaluator.evaluate(List.of("cat"), two, List.of(), Interpolation.AREA))
                .hasMessageContaining("expected detections of each of the 2 images, found lists of 0");
    }

    private static <T> List<List<T>> repeat(List<List<T>> images, int[] times) {
        List<List<T>> copies = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            copies.addAll(Collections.nCopies(times[i], images.get(i)));
        }
        return copies;
    }

    private static VocEvaluator evaluator(List<List<GroundTruth>> truths, List<List<Detection>> detections) {
        return VocEvaluator.of(List.of("cat", "dog"), truths, ImageDetection.ofImages(detections));
    }

    private static ScoreCard score(Interpolation interpolation, List<GroundTruth> objects, List<Detection> detections) {
        return VocEvaluator.evaluate(List.of("cat", "dog"), List.of(objects), List.of(detections), interpolation);
    }

    private static GroundTruth truth(Box box) {
        return new GroundTruth(box, 0);
    }

    private static Detection hit(Box box, double score) {
        return new Detection(box, 0, score);
    }
}
