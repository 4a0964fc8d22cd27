package io.freebies.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.freebies.graph.Oracle;
import io.freebies.trainer.djl.DjlEngine;
import java.util.ArrayList;
import java.util.List;
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
}
