package io.freebies.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freebies.box.Detection;
import io.freebies.score.PairedBootstrap.Comparison;
import io.freebies.score.PairedBootstrap.Difference;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
    private static final List<String> CLASSES = List.of("cat", "dog");

    private final Scene scene = Scene.random(new Random(3), 120);

    @Test
    void aDetectorDoesNotDifferFromItself() {
        assertThat(compare(scene.detections(), scene.detections(), 1)).isEqualTo(new Difference(0, 0, 0));
    }

    @Test
    void aMuchBetterDetectorIsSurelyBetter() {
        List<List<Detection>> worse = Scene.detect(new Random(4), scene.truths(), .3, 4);
        List<List<Detection>> better = Scene.detect(new Random(5), scene.truths(), .9, 1);
        Difference difference = compare(worse, better, 1);
        assertThat(difference.low()).isPositive().isLessThan(difference.difference());
        assertThat(difference.high()).isGreaterThan(difference.difference());
        assertThat(difference.isSure()).isTrue();
    }

    @Test
    void twoDetectorsOfEqualSkillAreNotToldApart() {
        List<List<Detection>> one = Scene.detect(new Random(6), scene.truths(), .7, 3);
        List<List<Detection>> other = Scene.detect(new Random(7), scene.truths(), .7, 3);
        assertThat(compare(one, other, 1).isSure()).isFalse();
    }

    @Test
    void exchangingTheDetectorsTurnsTheSign() {
        List<List<Detection>> other = Scene.detect(new Random(8), scene.truths(), .5, 3);
        Difference there = compare(scene.detections(), other, 9);
        Difference back = compare(other, scene.detections(), 9);
        assertThat(back.difference()).isEqualTo(-there.difference());
        assertThat(back.low()).isEqualTo(-there.high(), within(1e-12));
        assertThat(back.high()).isEqualTo(-there.low(), within(1e-12));
    }

    @Test
    void severalTrainingsDifferByTheMeanOfTheirDifferencesOneByWhatItDiffersBy() {
        Evaluator first = evaluator(scene.detections());
        Evaluator second = evaluator(Scene.detect(new Random(8), scene.truths(), .5, 3));
        Evaluator third = evaluator(Scene.detect(new Random(9), scene.truths(), .7, 3));
        assertThat(PairedBootstrap.compare(List.of(first), List.of(second), 99, 4))
                .isEqualTo(PairedBootstrap.compare(first, second, 99, 4).map());
        Difference both = PairedBootstrap.compare(List.of(first, first), List.of(second, third), 99, 4);
        double one = PairedBootstrap.compare(first, second, 1, 4).map().difference();
        double other = PairedBootstrap.compare(first, third, 1, 4).map().difference();
        assertThat(both.difference()).isEqualTo((one + other) / 2, within(1e-12));
        assertThat(both.low()).isLessThan(both.difference());
    }

    @Test
    void theSeedDecidesTheInterval() {
        List<List<Detection>> other = Scene.detect(new Random(8), scene.truths(), .5, 3);
        assertThat(compare(scene.detections(), other, 9)).isEqualTo(compare(scene.detections(), other, 9));
        assertThat(compare(scene.detections(), other, 9)).isNotEqualTo(compare(scene.detections(), other, 10));
    }

    @Test
    void withoutObjectsThereIsNoDifference() {
        Evaluator evaluator = VocEvaluator.of(CLASSES, List.of(List.of()), List.of(), Interpolation.AREA);
        Comparison comparison = PairedBootstrap.compare(evaluator, evaluator, 9, 1);
        assertThat(comparison.map().difference()).isNaN();
        assertThat(comparison.perClass()).isEmpty();
    }

    @Test
    void eachClassHasAnIntervalOfItsOwn() {
        List<List<Detection>> withoutDogs = scene.detections().stream()
                .map(all -> all.stream().filter(d -> d.label() == 0).toList())
                .toList();
        Comparison comparison = PairedBootstrap.compare(evaluator(scene.detections()), evaluator(withoutDogs), 200, 1);
        assertThat(comparison.perClass()).containsOnlyKeys(CLASSES);
        Difference none = new Difference(0, 0, 0);
        Difference dog = comparison.perClass().getOrDefault("dog", none);
        assertThat(comparison.perClass()).containsEntry("cat", none);
        assertThat(dog.high()).isNegative();
        assertThat(comparison.map().difference()).isCloseTo(dog.difference() / 2, within(1e-12));
    }

    @Test
    void cocoIsComparedTheSameWay() {
        List<List<Detection>> worse = Scene.detect(new Random(4), scene.truths(), .3, 4);
        List<List<Detection>> better = Scene.detect(new Random(5), scene.truths(), .9, 1);
        Difference difference =
                PairedBootstrap.compare(coco(worse), coco(better), 200, 1).map();
        assertThat(difference.low()).isPositive().isLessThan(difference.difference());
        assertThat(difference.high()).isGreaterThan(difference.difference());
    }

    @Test
    void differentMetricsAreNotCompared() {
        assertThatThrownBy(() -> PairedBootstrap.compare(evaluator(scene.detections()), coco(scene.detections()), 9, 1))
                .hasMessageContainingAll("voc07_11point", "coco");
    }

    private Difference compare(List<List<Detection>> first, List<List<Detection>> second, long seed) {
        return PairedBootstrap.compare(evaluator(first), evaluator(second), PairedBootstrap.RESAMPLES, seed)
                .map();
    }

    private Evaluator evaluator(List<List<Detection>> detections) {
        return VocEvaluator.of(
                CLASSES, scene.truths(), ImageDetection.ofImages(detections), Interpolation.ELEVEN_POINT);
    }

    private Evaluator coco(List<List<Detection>> detections) {
        return CocoEvaluator.of(CLASSES, scene.truths(), ImageDetection.ofImages(detections));
    }
}
