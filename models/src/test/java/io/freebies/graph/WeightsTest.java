package io.freebies.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsTest {
    private static Weights weights(String metadata, Shape shape, float last, String... names) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        List.of(names).forEach(name -> tensors.put(name, new Tensor(shape, new float[] {1, last})));
        return new Weights(tensors, Map.of("k", metadata));
    }

    @Test
    void theDigestFollowsNamesShapesAndNumbersButNotOrderOrMetadata() {
        String digest = weights("x", Shape.of(2), 3, "a", "b").sha256();
        assertThat(weights("y", Shape.of(2), 3, "b", "a").sha256())
                .isEqualTo(digest)
                .matches("[0-9a-f]{64}");
        assertThat(List.of(
                        digest,
                        weights("x", Shape.of(1, 2), 3, "a", "b").sha256(),
                        weights("x", Shape.of(2), Math.nextUp(3f), "a", "b").sha256(),
                        weights("x", Shape.of(2), 3, "a", "c").sha256()))
                .doesNotHaveDuplicates();
    }
}
