package io.freebies.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freebies.box.Detection;
import io.freebies.score.PairedBootstrap.Difference;
import java.io.IOException;
import java.time.Duration;
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
    void theSeedDecidesTheInterval() {
        List<List<Detection>> other = Scene.detect(new Random(8), scene.truths(), .5, 3);
        assertThat(compare(scene.detections(), other, 9)).isEqualTo(compare(scene.detections(), other, 9));
        assertThat(compare(scene.detections(), other, 9)).isNotEqualTo(compare(scene.detections(), other, 10));
    }

    @Test
    void withoutObjectsThereIsNoDifference() {
        List<List<Detection>> nothing = List.of(List.of());
        assertThat(PairedBootstrap.compare(CLASSES, List.of(List.of()), nothing, nothing, Interpolation.AREA, 9, 1)
                        .difference())
                .isNaN();
    }

    @Test
    void aThousandResamplesOfARealDataSetTakeSeconds() throws IOException {
        VocOracle oracle = VocOracle.read("voc_real_100");
        List<List<Detection>> all = oracle.perImage();
        List<List<Detection>> sure = all.stream()
                .map(image -> image.stream().filter(d -> d.score() > .5).toList())
                .toList();
        long start = System.nanoTime();
        Difference difference = PairedBootstrap.compare(
                oracle.classes(), oracle.truths(), all, sure, Interpolation.AREA, PairedBootstrap.RESAMPLES, 1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(difference.difference()).isBetween(difference.low(), difference.high());
    }

    private Difference compare(List<List<Detection>> first, List<List<Detection>> second, long seed) {
        return PairedBootstrap.compare(
                CLASSES, scene.truths(), first, second, Interpolation.ELEVEN_POINT, PairedBootstrap.RESAMPLES, seed);
    }
}
