package io.freebies.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.freebies.graph.Oracle;
import io.freebies.trainer.djl.DjlEngine;
import io.freebies.trainer.freebie.LabelSmoothing;
import io.freebies.trainer.freebie.LabelSmoothing.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against the reference program. */
@Tag("engine")
class CrossEntropyTest {
    private static NDArray array(NDManager manager, JsonNode node) {
        long[] dims =
                node.path("shape").valueStream().mapToLong(JsonNode::asLong).toArray();
        return manager.create(Oracle.data(node), new Shape(dims));
    }

    private static boolean isPlain(JsonNode oracle, String loss) {
        return oracle.path("loss").asText().equals(loss)
                && !oracle.hasNonNull("weight")
                && !oracle.hasNonNull("pos_weight")
                && !oracle.hasNonNull("class_weight");
    }

    @Test
    void theSigmoidFormEqualsItEvenAtExtremeLogits() {
        for (JsonNode oracle : Oracle.cases("losses")) {
            if (isPlain(oracle, "bce_with_logits")) {
                try (NDManager manager = DjlEngine.open("cpu")) {
                    NDArray found = CrossEntropy.sigmoid(
                            array(manager, oracle.path("input")), array(manager, oracle.path("target")));
                    assertThat(found.toFloatArray()).containsExactly(Oracle.data(oracle.path("none")), within(1e-5f));
                }
            }
        }
    }

    @Test
    void theSoftmaxFormEqualsItWithSmoothedLabels() {
        for (JsonNode oracle : Oracle.cases("losses")) {
            List<Integer> labels = new ArrayList<>();
            oracle.path("target").path("data").forEach(label -> labels.add(label.asInt()));
            if (isPlain(oracle, "cross_entropy") && labels.stream().allMatch(label -> label >= 0)) {
                int classes = oracle.path("input").path("shape").get(1).asInt();
                double epsilon = oracle.path("label_smoothing").asDouble();
                double other = epsilon / classes;
                float[] targets = new ClassTargets(1 - epsilon + other, other).rows(labels, classes);
                try (NDManager manager = DjlEngine.open("cpu")) {
                    NDArray found = CrossEntropy.softmax(
                            array(manager, oracle.path("input")),
                            manager.create(targets, new Shape(labels.size(), classes)));
                    assertThat(found.toFloatArray()).containsExactly(Oracle.data(oracle.path("none")), within(1e-5f));
                }
            }
        }
    }

    @Test
    void theSoftmaxFormTakesAnyDistribution() {
        for (JsonNode oracle : Oracle.cases("losses")) {
            if (isPlain(oracle, "cross_entropy_soft_targets")) {
                try (NDManager manager = DjlEngine.open("cpu")) {
                    NDArray found = CrossEntropy.softmax(
                            array(manager, oracle.path("input")), array(manager, oracle.path("target")));
                    assertThat((double) found.mean().getFloat())
                            .isCloseTo(oracle.path("mean").asDouble(), within(1e-5));
                }
            }
        }
    }

    /** Both forms of the loss of one object with smoothed targets, every logit that far from the best answer. */
    private static double[] losses(ClassTargets targets, int classes, double distance) {
        float[] target = targets.rows(List.of(1), classes);
        float[] logits = new float[classes];
        float[] logs = new float[classes];
        for (int c = 0; c < classes; c++) {
            double error = c % 2 == 0 ? distance : -distance;
            logits[c] = (float) (Math.log(target[c] / (1 - target[c])) + error);
            logs[c] = (float) (Math.log(target[c]) + error);
        }
        try (NDManager manager = DjlEngine.open("cpu")) {
            NDArray expected = manager.create(target, new Shape(1, classes));
            NDArray sigmoid = CrossEntropy.sigmoid(manager.create(logits, new Shape(1, classes)), expected);
            NDArray softmax = CrossEntropy.softmax(manager.create(logs, new Shape(1, classes)), expected);
            return new double[] {sigmoid.sum().getFloat(), softmax.getFloat(0)};
        }
    }

    @Test
    void smoothedTheFloorOfEitherFormIsTheEntropyOfItsTargets() {
        LabelSmoothing reference = new LabelSmoothing(Optional.of(Form.REFERENCE), Optional.empty());
        // Reference B.4: the floors by which a log tells whether smoothing is active.
        assertThat(losses(reference.targets(20), 20, 0)[0]).isCloseTo(2.34, within(0.005));
        assertThat(losses(reference.targets(80), 80, 0)[0]).isCloseTo(5.38, within(0.005));
        LabelSmoothing paper = new LabelSmoothing(Optional.empty(), Optional.of(0.1));
        for (int classes : List.of(2, 20, 80)) {
            ClassTargets targets = paper.targets(classes);
            double own = targets.own();
            double other = targets.other();
            double softmax = -own * Math.log(own) - (classes - 1) * other * Math.log(other);
            double sigmoid =
                    softmax - (1 - own) * Math.log(1 - own) - (classes - 1) * (1 - other) * Math.log(1 - other);
            assertThat(losses(targets, classes, 0)).containsExactly(new double[] {sigmoid, softmax}, within(1e-4));
            double[] worse = losses(targets, classes, 0.5);
            assertThat(worse[0]).isGreaterThan(sigmoid + 1e-3);
            assertThat(worse[1]).isGreaterThan(softmax + 1e-3);
        }
    }
}
