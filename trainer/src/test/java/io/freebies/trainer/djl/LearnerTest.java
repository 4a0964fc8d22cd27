package io.freebies.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.box.Box;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.run.Recipe.Precision;
import io.freebies.run.TrainedDetector;
import io.freebies.trainer.augment.TrainingObject;
import io.freebies.trainer.freebie.Ema;
import io.freebies.trainer.loader.Batch;
import io.freebies.trainer.loss.ClassTargets;
import io.freebies.trainer.loss.YoloLoss;
import io.freebies.trainer.loss.YoloTargets;
import io.freebies.zoo.Detector;
import io.freebies.zoo.ModelZoo;
import io.freebies.zoo.YoloGrid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class LearnerTest {
    private static final Detector DETECTOR =
            ModelZoo.detector(ModelZoo.defaultSpec("yolov3-nano", List.of("a", "b", "c")));

    private static Batch<YoloTargets> batch(float pixel) {
        int size = 64;
        ByteBuffer images =
                ByteBuffer.allocateDirect(2 * 3 * size * size * Float.BYTES).order(ByteOrder.nativeOrder());
        for (int i = 0; images.hasRemaining(); i++) {
            images.putFloat(i % 7 * pixel);
        }
        TrainingObject object = new TrainingObject(new Box(3, 5, 41, 33), 2, 1);
        YoloGrid grid = new YoloGrid(size, DETECTOR.spec().anchors());
        YoloTargets targets = YoloTargets.assign(grid, List.of(List.of(object), List.of()));
        return new Batch<>(0, 0, size, images.flip(), targets, List.of("p", "q"));
    }

    private static YoloTargets objects(int size, int pictures, int count) {
        TrainingObject object = new TrainingObject(new Box(0, 0, size / 2.0, size / 2.0), 0, 1);
        YoloGrid grid = new YoloGrid(size, DETECTOR.spec().anchors());
        return YoloTargets.assign(grid, Collections.nCopies(pictures, Collections.nCopies(count, object)));
    }

    private static void with(BiConsumer<Learner<YoloTargets>, EngineState> test) {
        with(Precision.FP32, 1, test);
    }

    /** With a fresh network and all that steps change. */
    private static void with(Precision precision, int portions, BiConsumer<Learner<YoloTargets>, EngineState> test) {
        try (Replicas replicas = Replicas.open(
                Devices.CPU,
                DETECTOR.trunk(64),
                TrainedDetector.fresh(DETECTOR, 1).weights(),
                new GradientRule(NormStatistics.OF_PART, precision, portions))) {
            DjlNetwork network = replicas.master();
            Sgd sgd = new Sgd(network, 0.9, 5e-4, p -> true, Optional.empty());
            EngineState state = new EngineState(
                    network,
                    sgd,
                    List.of(new AveragedWeights(network, new Ema(0.9, 5).averaging())),
                    new LossScale(precision));
            test.accept(new Learner<>(DETECTOR::trunk, replicas, state, new YoloLoss(3, ClassTargets.HARD)), state);
        }
    }

    @Test
    void restoringTakesBackEverythingThatStepsHaveChanged() {
        with((learner, state) -> {
            learner.learn(batch(0.1f), 0, 1e-3);
            Map<String, Map<String, Tensor>> before = state.capture();
            StepResult first = learner.learn(batch(0.1f), 1, 1e-3);
            Map<String, Map<String, Tensor>> after = state.capture();
            after.forEach((part, tensors) -> assertThat(tensors).as(part).isNotEqualTo(before.get(part)));
            learner.rehearse(3, 96, objects(96, 3, 4));
            state.restore(before);
            assertThat(state.capture()).isEqualTo(before);
            assertThat(learner.learn(batch(0.1f), 1, 1e-3)).isEqualTo(first);
            assertThat(state.capture()).isEqualTo(after);
        });
    }

    @Test
    void aLossThatIsNotFiniteTeachesNothingAndDoesNotSpoilTheNextStep() {
        with((learner, state) -> {
            Map<String, Map<String, Tensor>> before = state.capture();
            assertThat(learner.learn(batch(Float.NaN), 0, 1e-3).isFinite()).isFalse();
            assertThat(state.capture().get("momenta")).isEqualTo(before.get("momenta"));
            assertThat(state.capture().get("ema")).isEqualTo(before.get("ema"));
            state.restore(before);
            assertThat(learner.learn(batch(0.1f), 0, 1e-3).isFinite()).isTrue();
        });
    }

    private static Tensor number(float value) {
        return new Tensor(Shape.of(1), new float[] {value});
    }

    @Test
    void aGradientThatOverflowsWithSixteenBitsIsLeftOutAndTheNextStepHasASmallerFactor() {
        with(Precision.FP16, 1, (learner, state) -> {
            Map<String, Map<String, Tensor>> before = state.capture();
            before.put("loss_scale", Map.of("scale", number(0x1p60f), "steps", number(0)));
            state.restore(before);
            StepResult first = learner.learn(batch(0.1f), 0, 1e-3);
            assertThat(first.leftOut()).isTrue();
            assertThat(state.lossScale().value()).isEqualTo(0x1p59);
            for (String part : List.of("momenta", "ema")) {
                assertThat(state.capture().get(part)).isEqualTo(before.get(part));
            }
            StepResult next = first;
            while (next.leftOut()) {
                next = learner.learn(batch(0.1f), 0, 1e-3);
            }
            assertThat(next.isFinite()).isTrue();
            assertThat(state.capture().get("momenta")).isNotEqualTo(before.get("momenta"));
        });
    }

    @Test
    void aStepThatDoesNotFitInMemoryIsAnEnvironmentFailureThatSaysWhatToDo() {
        with((learner, state) -> assertThatThrownBy(() -> learner.rehearse(1_000_000, 4096, objects(4096, 1, 0)))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.ENVIRONMENT))
                .hasMessageContainingAll("4096 pixels", "does not fit in memory", "lower data.batch_size"));
    }
}
