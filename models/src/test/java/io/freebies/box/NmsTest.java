package io.freebies.box;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.freebies.graph.Oracle;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NmsTest {
    private static NmsSettings threshold(double iou) {
        return new NmsSettings(Double.NEGATIVE_INFINITY, Integer.MAX_VALUE, iou, Integer.MAX_VALUE);
    }

    private static List<Detection> candidates(JsonNode c) {
        float[] boxes = Oracle.data(c.path("boxes"));
        float[] scores = Oracle.data(c.path("scores"));
        float[] labels = c.has("idxs") ? Oracle.data(c.path("idxs")) : new float[scores.length];
        List<Detection> candidates = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            Box box = new Box(boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]);
            candidates.add(new Detection(box, (int) labels[i], scores[i]));
        }
        return candidates;
    }

    @ParameterizedTest
    @ValueSource(strings = {"nms", "batched_nms"})
    void keepsWhatTheReferenceKeepsInItsOrder(String operator) {
        for (JsonNode c : Oracle.cases(operator)) {
            List<Detection> candidates = candidates(c);
            List<Detection> expected = new ArrayList<>();
            for (float index : Oracle.data(c.path("keep"))) {
                expected.add(candidates.get((int) index));
            }
            NmsSettings settings = threshold(c.path("iou_threshold").asDouble());
            assertThat(Nms.apply(candidates, settings)).isEqualTo(expected);
        }
    }

    private static List<Detection> random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double x = random.nextInt(60);
            double y = random.nextInt(60);
            Box box = new Box(x, y, x + 1 + random.nextInt(30), y + 1 + random.nextInt(30));
            // Few distinct scores, so that ties are common.
            detections.add(new Detection(box, random.nextInt(3), random.nextInt(20) / 20.0));
        }
        return detections;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isIdempotentASubsetByFallingScoreAndFreeOfOverlaps(long seed) {
        NmsSettings settings = new NmsSettings(0.1, 150, 0.45, 50);
        List<Detection> kept = Nms.apply(random(seed), settings);
        assertThat(Nms.apply(kept, settings)).isEqualTo(kept);
        assertThat(random(seed)).containsAll(kept);
        assertThat(kept).hasSizeLessThanOrEqualTo(50).allMatch(d -> d.score() > 0.1);
        for (int i = 0; i < kept.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(kept.get(j).score())
                        .isGreaterThanOrEqualTo(kept.get(i).score());
                if (kept.get(i).label() == kept.get(j).label()) {
                    assertThat(kept.get(i).box().iou(kept.get(j).box())).isLessThanOrEqualTo(0.45);
                }
            }
        }
    }

    @Test
    void classesDoNotSuppressEachOther() {
        Box box = new Box(0, 0, 10, 10);
        List<Detection> both = List.of(new Detection(box, 0, 0.9), new Detection(box, 1, 0.8));
        assertThat(Nms.apply(both, NmsSettings.REFERENCE)).isEqualTo(both);
    }

    @Test
    void onlyTheBestCandidatesTakePart() {
        Box here = new Box(0, 0, 10, 10);
        Box there = new Box(50, 50, 60, 60);
        List<Detection> three =
                List.of(new Detection(here, 0, 0.9), new Detection(here, 0, 0.8), new Detection(there, 0, 0.7));
        assertThat(Nms.apply(three, new NmsSettings(0.01, 2, 0.45, 100))).containsExactly(three.get(0));
        assertThat(Nms.apply(three, new NmsSettings(0.01, 3, 0.45, 100))).containsExactly(three.get(0), three.get(2));
        assertThat(Nms.apply(three, new NmsSettings(0.8, 3, 0.45, 100))).containsExactly(three.get(0));
    }
}
