package io.freebies.verifier.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.box.Detection;
import io.freebies.box.Nms;
import io.freebies.box.NmsSettings;
import io.freebies.failure.Failure;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final int BATCH = 3;
    private static final int CLASSES = 4;
    private static final int N = 700;

    private static Tensor random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Tensor tensor = Tensor.zeros(Shape.of(BATCH, 4 + CLASSES, N));
        for (int i = 0; i < tensor.data().length; i++) {
            boolean box = i / N % (4 + CLASSES) < 4;
            tensor.data()[i] = (float) (box ? random.nextDouble(10, 200) : Math.pow(random.nextDouble(), 4));
        }
        return tensor;
    }

    /** Every (class, prediction) pair as a candidate: slow and obvious. */
    private static List<Detection> all(Tensor output, int picture) {
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
        Tensor output = random(1);
        for (int picture = 0; picture < BATCH; picture++) {
            assertThat(Answer.decoded(output, picture, settings))
                    .isNotEmpty()
                    .isEqualTo(Nms.apply(all(output, picture), settings));
        }
    }

    @Test
    void equalScoresKeepTheOrderOfClassThenPrediction() {
        Tensor output = random(2);
        for (int i = 0; i < output.data().length; i++) {
            if (i / N % (4 + CLASSES) >= 4) {
                output.data()[i] = i % 7 == 0 ? 0.5f : 0;
            }
        }
        NmsSettings settings = new NmsSettings(0.01, 60, 0.45, 100);
        assertThat(Answer.decoded(output, 1, settings)).isEqualTo(Nms.apply(all(output, 1), settings));
    }

    @Test
    void nothingAboveTheThresholdIsNothing() {
        assertThat(Answer.decoded(Tensor.zeros(Shape.of(1, 4 + CLASSES, N)), 0, new NmsSettings(0.01, 400, 0.45, 100)))
                .isEmpty();
    }

    @Test
    void aScoreThatIsNotANumberIsRefusedAndNotLost() {
        Tensor output = random(3);
        output.data()[5 * N + 3] = Float.NaN;
        assertThatThrownBy(() -> Answer.decoded(output, 0, NmsSettings.REFERENCE))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("not numbers");
    }

    @Test
    void rowsOfDetectionsEndWhereTheScoreIsNegative() {
        float[] rows = {0, 0, 0, 0, -1, 0, 1, 2, 3, 4, 0.75f, 2, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0, -1, 0};
        Tensor output = new Tensor(Shape.of(2, 2, 6), rows);
        assertThat(Answer.suppressed(output, 0)).containsExactly(new Detection(new Box(1, 2, 3, 4), 2, 0.75f));
        assertThat(Answer.suppressed(output, 1)).isEmpty();
        assertThat(Answer.suppressed(output, 0).get(0).score()).isCloseTo(0.75, within(1e-9));
    }
}
