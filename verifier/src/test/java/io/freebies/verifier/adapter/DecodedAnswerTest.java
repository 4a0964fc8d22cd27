package io.freebies.verifier.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.box.Detection;
import io.freebies.box.Nms;
import io.freebies.box.NmsSettings;
import io.freebies.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecodedAnswerTest {
    private static final int BATCH = 3;
    private static final int CLASSES = 4;
    private static final int N = 700;

    private static Answer zeros() {
        return new Answer(List.of((long) BATCH, 4L + CLASSES, (long) N), new float[BATCH * (4 + CLASSES) * N]);
    }

    private static Answer random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Answer tensor = zeros();
        for (int i = 0; i < tensor.data().length; i++) {
            boolean box = i / N % (4 + CLASSES) < 4;
            tensor.data()[i] = (float) (box ? random.nextDouble(10, 200) : Math.pow(random.nextDouble(), 4));
        }
        return tensor;
    }

    /** Every (class, prediction) pair as a candidate: slow and obvious. */
    private static List<Detection> all(Answer output, int picture) {
        List<Detection> candidates = new ArrayList<>();
        for (int c = 0; c < CLASSES; c++) {
            for (int n = 0; n < N; n++) {
                int at = picture * (4 + CLASSES) * N + n;
                float[] d = output.data();
                Box box = BoxFormat.fromCenter(d[at], d[at + N], d[at + 2 * N], d[at + 3 * N]);
                candidates.add(new Detection(box, c, d[at + (4 + c) * N]));
            }
        }
        return candidates;
    }

    @Test
    void fastCandidatesAreThoseOfSuppressionOverEverything() {
        NmsSettings settings = new NmsSettings(0.01, 400, 0.45, 100);
        Answer output = random(1);
        for (int picture = 0; picture < BATCH; picture++) {
            assertThat(DecodedAnswer.of(output, picture).detections(settings))
                    .isNotEmpty()
                    .isEqualTo(Nms.apply(all(output, picture), settings));
        }
    }

    @Test
    void equalScoresKeepTheOrderOfClassThenPrediction() {
        Answer output = random(2);
        for (int i = 0; i < output.data().length; i++) {
            if (i / N % (4 + CLASSES) >= 4) {
                output.data()[i] = i % 7 == 0 ? 0.5f : 0;
            }
        }
        NmsSettings settings = new NmsSettings(0.01, 60, 0.45, 100);
        assertThat(DecodedAnswer.of(output, 1).detections(settings)).isEqualTo(Nms.apply(all(output, 1), settings));
    }

    @Test
    void nothingAboveTheThresholdIsNothing() {
        assertThat(DecodedAnswer.of(zeros(), 0).detections(NmsSettings.REFERENCE))
                .isEmpty();
    }

    @Test
    void numbersThatAreNotFiniteAreRefusedAndNotLost() {
        for (int row : List.of(0, 3, 5)) {
            for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
                Answer output = random(3);
                output.data()[4 * N + 3] = 0.99f;
                output.data()[row * N + 3] = broken;
                assertThatThrownBy(() -> DecodedAnswer.of(output, 0).detections(NmsSettings.REFERENCE))
                        .isInstanceOf(Failure.class)
                        .hasMessageContaining("not finite");
            }
        }
    }
}
