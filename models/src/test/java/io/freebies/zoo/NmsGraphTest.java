package io.freebies.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.box.NmsSettings;
import io.freebies.graph.DType;
import io.freebies.graph.Graph;
import io.freebies.graph.GraphBuilder;
import io.freebies.graph.GraphInterpreter;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.graph.Value;
import io.freebies.graph.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NmsGraphTest {
    private static final int CLASSES = 3;
    private static final int SIZE = 64;
    private static final YoloGrid GRID =
            new YoloGrid(SIZE, ModelZooTest.spec("yolov3-nano", CLASSES).anchors());
    private static final Weights NOTHING_LEARNED = new Weights(Map.of(), Map.of());

    /** Raw heads to both answers, without a network before them. */
    private static Graph graph(NmsSettings nms) {
        GraphBuilder builder = new GraphBuilder("heads");
        List<Value> heads = new ArrayList<>();
        for (int scale = 0; scale < 3; scale++) {
            long side = GRID.side(scale);
            Shape shape = Shape.of(Shape.BATCH, 3 * (5 + CLASSES), side, side);
            heads.add(builder.input("head" + scale, DType.FLOAT32, shape));
        }
        YoloDecode decode = new YoloDecode(builder, GRID, CLASSES);
        Value decoded = decode.decoded(heads);
        builder.output(decoded);
        builder.output(decode.suppressed(decoded, nms));
        return builder.build();
    }

    /** Normal numbers around {@code shift}: the lower, the fewer scores over the threshold. */
    private static Map<String, Tensor> heads(Graph graph, long seed, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> heads = new LinkedHashMap<>();
        for (Value head : graph.inputs()) {
            Tensor tensor = Tensor.zeros(head.shape().with(0, 2));
            for (int i = 0; i < tensor.data().length; i++) {
                tensor.data()[i] = (float) (random.nextGaussian() + shift);
            }
            heads.put(head.name(), tensor);
        }
        return heads;
    }

    private static int assertAgree(NmsSettings nms, long seed, double shift) {
        Graph graph = graph(nms);
        List<Tensor> outputs = GraphInterpreter.run(graph, NOTHING_LEARNED, heads(graph, seed, shift));
        int found = 0;
        for (int picture = 0; picture < 2; picture++) {
            List<io.freebies.box.Detection> expected = Detections.suppressed(outputs.get(0), picture, nms);
            Detections.assertSame(Detections.rows(outputs.get(1), picture), expected);
            found += expected.size();
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theGraphKeepsWhatNmsKeeps(long seed) {
        assertThat(assertAgree(NmsSettings.REFERENCE, seed, 0)).isPositive();
        assertThat(assertAgree(NmsSettings.REFERENCE, seed, -2)).isPositive();
    }

    @Test
    void everyLimitBindsAlike() {
        assertAgree(new NmsSettings(0.01, 20, 0.45, 100), 6, 0);
        assertThat(assertAgree(new NmsSettings(0.01, 400, 0.45, 7), 6, 0)).isEqualTo(14);
        assertAgree(new NmsSettings(0.5, 400, 0.1, 100), 6, 0);
        assertAgree(new NmsSettings(0.01, 100_000, 0.45, 1000), 6, 0);
    }

    @Test
    void nothingOverTheThresholdIsRowsOfScoreMinusOne() {
        assertThat(assertAgree(NmsSettings.REFERENCE, 7, -20)).isZero();
    }
}
