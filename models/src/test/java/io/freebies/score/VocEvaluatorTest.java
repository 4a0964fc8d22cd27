package io.freebies.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.freebies.box.Box;
import io.freebies.box.Detection;
import io.freebies.data.GroundTruth;
import java.io.IOException;
import java.util.List;
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
        for (Interpolation interpolation : Interpolation.values()) {
            ScoreCard card = VocEvaluator.of(oracle.classes(), oracle.truths(), oracle.detections(), interpolation)
                    .score();
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

    @ParameterizedTest
    @EnumSource
    void aCrowdIsLikeADifficultObject(Interpolation interpolation) {
        GroundTruth crowd = new GroundTruth(THERE, 0, THERE.area(), false, true);
        List<Detection> detections = List.of(hit(THERE, .9), hit(THERE, .8), hit(HERE, .5));
        assertThat(score(interpolation, List.of(truth(HERE), crowd), detections).map())
                .isEqualTo(1, within(1e-12));
    }

    private static ScoreCard score(Interpolation interpolation, List<GroundTruth> objects, List<Detection> detections) {
        return VocEvaluator.of(
                        List.of("cat", "dog"),
                        List.of(objects),
                        ImageDetection.ofImages(List.of(detections)),
                        interpolation)
                .score();
    }

    private static GroundTruth truth(Box box) {
        return new GroundTruth(box, 0);
    }

    private static Detection hit(Box box, double score) {
        return new Detection(box, 0, score);
    }
}
