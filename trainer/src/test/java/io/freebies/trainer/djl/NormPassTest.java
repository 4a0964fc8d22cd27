package io.freebies.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freebies.graph.ParamSpec;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.run.TrainedDetector;
import io.freebies.trainer.loader.Batch;
import io.freebies.trainer.loss.YoloTargets;
import io.freebies.zoo.Detector;
import io.freebies.zoo.ModelZoo;
import io.freebies.zoo.YoloGrid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class NormPassTest {
    private static final Detector DETECTOR =
            ModelZoo.detector(ModelZoo.defaultSpec("yolov3-nano", List.of("a", "b", "c")));

    private static Batch<YoloTargets> batch(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = 64;
        ByteBuffer images =
                ByteBuffer.allocateDirect(2 * 3 * size * size * Float.BYTES).order(ByteOrder.nativeOrder());
        while (images.hasRemaining()) {
            images.putFloat((float) (random.nextDouble() * seed));
        }
        YoloGrid grid = new YoloGrid(size, DETECTOR.spec().anchors());
        return new Batch<>(
                0,
                seed,
                size,
                images.flip(),
                YoloTargets.assign(grid, List.of(List.of(), List.of())),
                List.of("p", "q"));
    }

    private static Weights after(DjlNetwork network, List<Batch<YoloTargets>> batches) {
        assertThat(NormPass.over(batches.iterator(), DETECTOR, network, () -> false))
                .isTrue();
        return network.weights();
    }

    @Test
    void theRunningStatisticsBecomeThePlainMeanOverBatchesAndNothingElseChanges() {
        Weights fresh = TrainedDetector.fresh(DETECTOR, 1).weights();
        try (DjlNetwork network = DjlNetwork.open("cpu", DETECTOR.trunk(64), fresh)) {
            List<Weights> alone = new ArrayList<>();
            for (int seed = 1; seed <= 3; seed++) {
                alone.add(after(network, List.of(batch(seed))));
            }
            Weights together = after(network, List.of(batch(1), batch(2), batch(3)));
            for (ParamSpec param : DETECTOR.trunk(64).params()) {
                Tensor found = together.get(param.name());
                if (param.role().trained()) {
                    assertThat(found).as(param.name()).isEqualTo(fresh.get(param.name()));
                    continue;
                }
                for (int i = 0; i < found.data().length; i++) {
                    int at = i;
                    double mean = alone.stream()
                            .mapToDouble(one -> one.get(param.name()).data()[at])
                            .average()
                            .orElseThrow();
                    assertThat((double) found.data()[i])
                            .as(param.name())
                            .isCloseTo(mean, within(1e-4 * (1 + Math.abs(mean))));
                }
            }
        }
    }

    @Test
    void itStopsWhenTold() {
        Weights fresh = TrainedDetector.fresh(DETECTOR, 1).weights();
        try (DjlNetwork network = DjlNetwork.open("cpu", DETECTOR.trunk(64), fresh)) {
            assertThat(NormPass.over(List.of(batch(1)).iterator(), DETECTOR, network, () -> true))
                    .isFalse();
            assertThat(network.weights()).isEqualTo(fresh);
        }
    }
}
