package io.freebies.trainer.djl;

import static io.freebies.trainer.djl.ReplicaRun.DETECTOR;
import static io.freebies.trainer.djl.ReplicaRun.LOSS;
import static io.freebies.trainer.djl.ReplicaRun.SIZE;
import static io.freebies.trainer.djl.ReplicaRun.TRUNK;
import static io.freebies.trainer.djl.ReplicaRun.assertClose;
import static io.freebies.trainer.djl.ReplicaRun.gradientsOf;
import static io.freebies.trainer.djl.ReplicaRun.numbers;
import static io.freebies.trainer.djl.ReplicaRun.parts;
import static io.freebies.trainer.djl.ReplicaRun.targets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.run.Recipe.Precision;
import io.freebies.run.TrainedDetector;
import io.freebies.trainer.loss.YoloTargets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("engine")
@Timeout(300)
class ReplicasTest {
    static List<List<Integer>> splits() {
        return List.of(List.of(4, 4), List.of(3, 5), List.of(2, 2, 2, 2), List.of(1, 4, 1, 2));
    }

    @ParameterizedTest
    @MethodSource("splits")
    void portionsOneAfterTheOtherHaveTheGradientOfReplicasSideBySide(List<Integer> sizes) {
        try (ReplicaRun one = new ReplicaRun(1, NormStatistics.OF_PART);
                ReplicaRun several = new ReplicaRun(sizes.size(), NormStatistics.OF_PART)) {
            Map<String, Float> expected = several.gradient(0, sizes);
            List<List<Part<YoloTargets>>> portions =
                    parts(0, sizes).stream().map(List::of).toList();
            Map<String, Float> found = one.replicas.gradient(TRUNK, portions, LOSS, 1);
            expected.forEach((term, loss) -> assertThat(found.get(term)).isCloseTo(loss, within(1e-6f * loss)));
            assertClose(one.gradients(), several.gradients(), 1e-6);
        }
    }

    @Test
    void runningStatisticsSeePortionsOneAfterTheOther() {
        List<List<Part<YoloTargets>>> portions =
                parts(0, List.of(2, 2, 3, 1)).stream().map(List::of).toList();
        try (ReplicaRun together = new ReplicaRun(1, NormStatistics.OF_PART);
                ReplicaRun apart = new ReplicaRun(1, NormStatistics.OF_PART)) {
            together.replicas.gradient(TRUNK, portions, LOSS, 1);
            portions.forEach(portion -> apart.replicas.gradient(TRUNK, List.of(portion), LOSS, 1));
            assertThat(together.weights()).isEqualTo(apart.weights());
        }
    }

    @Test
    void replicasWithPortionsAreTheSameWhereNormsAreSynchronised() {
        List<List<Part<YoloTargets>>> whole =
                parts(0, List.of(4, 4)).stream().map(List::of).toList();
        List<Part<YoloTargets>> quarters = parts(0, List.of(2, 2, 1, 3));
        try (ReplicaRun one = new ReplicaRun(1, NormStatistics.OF_PART);
                ReplicaRun two = new ReplicaRun(2, NormStatistics.OF_WHOLE_BATCH)) {
            one.replicas.gradient(TRUNK, whole, LOSS, 1);
            two.replicas.gradient(TRUNK, List.of(quarters.subList(0, 2), quarters.subList(2, 4)), LOSS, 1);
            assertClose(two.gradients(), one.gradients(), 1e-5);
            assertClose(numbers(two.weights()), numbers(one.weights()), 1e-5);
        }
    }

    @Test
    void aPortionWhoseLossIsNotFiniteLeavesNoGradientOfTheOthers() {
        Part<YoloTargets> good = parts(0, List.of(8)).get(0);
        Part<YoloTargets> bad =
                new Part<>(8, manager -> manager.full(new Shape(8, 3, SIZE, SIZE), Float.NaN), good.targets());
        try (ReplicaRun run = new ReplicaRun(1, NormStatistics.OF_PART)) {
            run.replicas.gradient(TRUNK, List.of(List.of(good), List.of(bad)), LOSS, 1);
            run.gradients()
                    .forEach((name, gradient) -> assertThat(gradient).as(name).containsOnly(0));
        }
    }

    @ParameterizedTest
    @CsvSource({"BF16,1", "FP16,1024"})
    void theGradientIn16BitsHasTheNormOfThatIn32ToOnePercent(Precision precision, double factor) {
        List<List<Part<YoloTargets>>> portions = List.of(parts(0, List.of(8)));
        try (ReplicaRun exact = new ReplicaRun(1, NormStatistics.OF_PART);
                ReplicaRun rounded = new ReplicaRun(1, new GradientRule(NormStatistics.OF_PART, precision, 1))) {
            exact.replicas.gradient(TRUNK, portions, LOSS, 1);
            rounded.replicas.gradient(TRUNK, portions, LOSS, factor);
            double expected = norm(exact.gradients());
            assertThat(norm(rounded.gradients()) / factor)
                    .isCloseTo(expected, within(0.01 * expected))
                    .isNotEqualTo(expected);
        }
    }

    private static double norm(Map<String, float[]> gradients) {
        double sum = 0;
        for (float[] gradient : gradients.values()) {
            for (float number : gradient) {
                sum += (double) number * number;
            }
        }
        return Math.sqrt(sum);
    }

    @ParameterizedTest
    @MethodSource("splits")
    void withSynchronisedNormsTheyDoWhatOneReplicaDoesWithTheWholeBatch(List<Integer> sizes) {
        try (ReplicaRun one = new ReplicaRun(1, NormStatistics.OF_PART);
                ReplicaRun several = new ReplicaRun(sizes.size(), NormStatistics.OF_WHOLE_BATCH)) {
            Map<String, Float> expected = one.gradient(0, List.of(8));
            Map<String, Float> found = several.gradient(0, sizes);
            expected.forEach((term, loss) -> assertThat(found.get(term)).isCloseTo(loss, within(1e-5f * loss)));
            assertClose(several.gradients(), one.gradients(), 1e-5);
            assertClose(numbers(several.weights()), numbers(one.weights()), 1e-5);
        }
        try (ReplicaRun one = new ReplicaRun(1, NormStatistics.OF_PART);
                ReplicaRun several = new ReplicaRun(sizes.size(), NormStatistics.OF_WHOLE_BATCH)) {
            for (int step = 0; step < 5; step++) {
                one.step(step, List.of(8));
                several.step(step, sizes);
            }
            assertClose(numbers(several.weights()), numbers(one.weights()), 1e-5);
            assertThat(several.weights())
                    .isNotEqualTo(TrainedDetector.fresh(DETECTOR, 1).weights());
        }
    }

    /** What two networks by hand do, each with its pictures; shares of a half round nothing, others do. */
    @ParameterizedTest
    @CsvSource({"4, 4, 1e-6", "3, 5, 1e-5"})
    void withNormsOfTheirOwnTheirGradientsAndStatisticsAreTheMeanByPictures(int first, int second, double limit) {
        List<Integer> sizes = List.of(first, second);
        Map<String, float[]> gradients = new LinkedHashMap<>();
        Map<String, float[]> weights = new LinkedHashMap<>();
        for (Part<YoloTargets> part : parts(0, sizes)) {
            try (DjlNetwork network = DjlNetwork.open(
                    "cpu", TRUNK, TrainedDetector.fresh(DETECTOR, 1).weights())) {
                try (NDManager scope = network.manager().newSubManager();
                        GradientCollector collector =
                                Engine.getEngine("PyTorch").newGradientCollector()) {
                    NDArray images = part.images().apply(scope);
                    NDList heads = network.train(TRUNK, images, Norms.OF_BATCH, Precision.FP32);
                    NDList terms = LOSS.terms(heads, part.targets());
                    collector.backward(
                            terms.get(0).add(terms.get(1)).add(terms.get(2)).add(terms.get(3)));
                }
                add(gradients, gradientsOf(network), part.pictures() / 8.0);
                add(weights, numbers(network.weights()), part.pictures() / 8.0);
            }
        }
        try (ReplicaRun several = new ReplicaRun(2, NormStatistics.OF_PART)) {
            several.gradient(0, sizes);
            assertClose(several.gradients(), gradients, limit);
            assertClose(numbers(several.weights()), weights, 1e-6);
        }
    }

    private static void add(Map<String, float[]> sums, Map<String, float[]> numbers, double share) {
        numbers.forEach((name, more) -> {
            float[] sum = sums.computeIfAbsent(name, n -> new float[more.length]);
            for (int i = 0; i < more.length; i++) {
                sum[i] += (float) (share * more[i]);
            }
        });
    }

    /** Also in threads that have done something else before, as those of a run that goes on from a checkpoint have not. */
    @ParameterizedTest
    @EnumSource(NormStatistics.class)
    void theSameStepsGiveTheSameBits(NormStatistics statistics) {
        List<Integer> sizes = List.of(3, 3, 2);
        List<Weights> found = new ArrayList<>();
        for (int before = 0; before < 3; before++) {
            try (ReplicaRun run = new ReplicaRun(3, statistics)) {
                Weights start = run.weights();
                Map<String, Tensor> momenta = run.sgd.momenta();
                for (int step = 0; step < before; step++) {
                    run.step(100 + step, before == 1 ? sizes : List.of(1, 1, 6));
                }
                run.replicas.master().restore(start);
                run.sgd.restore(momenta);
                for (int step = 0; step < 3; step++) {
                    run.step(step, sizes);
                }
                found.add(run.weights());
            }
        }
        assertThat(found.get(1)).isEqualTo(found.get(0));
        assertThat(found.get(2)).isEqualTo(found.get(0));
    }

    @ParameterizedTest
    @EnumSource(NormStatistics.class)
    void aReplicaThatFailsStopsTheOthersWithItsCauseAndTheNextStepIsAsIfNothingHadBeen(NormStatistics statistics) {
        try (ReplicaRun run = new ReplicaRun(2, statistics);
                ReplicaRun other = new ReplicaRun(2, statistics)) {
            Map<String, Tensor> before = run.weights().tensors();
            for (int attempt = 0; attempt < 100; attempt++) {
                IllegalStateException cause = new IllegalStateException("attempt " + attempt);
                List<Part<YoloTargets>> parts = new ArrayList<>(parts(attempt, List.of(1, 1)));
                Part<YoloTargets> whole = parts.get(attempt % 2);
                parts.set(
                        attempt % 2,
                        new Part<>(
                                1,
                                manager -> {
                                    throw cause;
                                },
                                whole.targets()));
                assertThatThrownBy(() -> run.replicas.gradient(TRUNK, List.of(parts), LOSS, 1))
                        .isSameAs(cause);
            }
            run.replicas.master().restore(new Weights(before, Map.of()));
            run.step(0, List.of(4, 4));
            other.step(0, List.of(4, 4));
            assertThat(run.weights()).isEqualTo(other.weights());
        }
    }

    @ParameterizedTest
    @EnumSource(NormStatistics.class)
    void aLossThatIsNotFiniteOnOneReplicaLeavesNoGradient(NormStatistics statistics) {
        try (ReplicaRun run = new ReplicaRun(2, statistics)) {
            run.step(0, List.of(4, 4));
            List<Part<YoloTargets>> parts = new ArrayList<>(parts(1, List.of(4, 4)));
            parts.set(
                    1,
                    new Part<>(
                            4,
                            manager -> manager.full(new Shape(4, 3, SIZE, SIZE), Float.NaN),
                            parts.get(1).targets()));
            Map<String, Float> terms = run.replicas.gradient(TRUNK, List.of(parts), LOSS, 1);
            assertThat(terms.values()).anyMatch(term -> !Float.isFinite(term));
            run.gradients()
                    .forEach((name, numbers) -> assertThat(numbers).as(name).containsOnly(0));
        }
    }

    @Test
    void aBatchWithFewerPicturesThanReplicasIsRefused() {
        try (ReplicaRun run = new ReplicaRun(3, NormStatistics.OF_PART)) {
            EngineState state =
                    new EngineState(run.replicas.master(), run.sgd, List.of(), new LossScale(Precision.FP32));
            Learner<YoloTargets> learner = new Learner<>(size -> TRUNK, run.replicas, state, LOSS);
            assertThatThrownBy(() -> learner.rehearse(2, SIZE, LOSS.part(targets(), 0, 2)))
                    .isInstanceOfSatisfying(
                            Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE))
                    .hasMessageContainingAll("2 pictures", "3 replicas", "data.batch_size");
        }
    }
}
