package io.freebies.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.freebies.box.Box;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.graph.DType;
import io.freebies.graph.Graph;
import io.freebies.graph.Initialiser;
import io.freebies.graph.Node;
import io.freebies.graph.Op;
import io.freebies.graph.ParamSpec;
import io.freebies.graph.Tensor;
import io.freebies.graph.Value;
import io.freebies.graph.Weights;
import io.freebies.graph.Worst;
import io.freebies.run.Recipe.Precision;
import io.freebies.run.TrainedDetector;
import io.freebies.trainer.augment.TrainingObject;
import io.freebies.trainer.loss.ClassTargets;
import io.freebies.trainer.loss.YoloLoss;
import io.freebies.trainer.loss.YoloTargets;
import io.freebies.zoo.Detector;
import io.freebies.zoo.ModelZoo;
import io.freebies.zoo.YoloGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Of a small network whose batch is eight pictures, some without objects. */
@Tag("engine")
@Timeout(300)
class ReplicasTest {
    private static final int SIZE = 128;
    private static final int PLANE = 3 * SIZE * SIZE;
    private static final Detector DETECTOR =
            ModelZoo.detector(ModelZoo.defaultSpec("yolov3-nano", List.of("a", "b", "c")));
    private static final Graph TRUNK = smooth(DETECTOR.trunk(SIZE));
    private static final YoloLoss LOSS = new YoloLoss(3, ClassTargets.HARD);

    /** One run on so many replicas, with its optimiser. */
    private static final class Run implements AutoCloseable {
        private final Replicas replicas;
        private final Sgd sgd;

        Run(int count, NormStatistics statistics) {
            this(count, new GradientRule(statistics, Precision.FP32, 1));
        }

        Run(int count, GradientRule rule) {
            replicas = Replicas.open(
                    Devices.parse("cpu*" + count),
                    TRUNK,
                    TrainedDetector.fresh(DETECTOR, 1).weights(),
                    rule);
            sgd = new Sgd(replicas.master(), 0.9, 5e-4, p -> true, Optional.empty());
        }

        Map<String, Float> gradient(int step, List<Integer> sizes) {
            return replicas.gradient(TRUNK, List.of(parts(step, sizes)), LOSS, 1);
        }

        void step(int step, List<Integer> sizes) {
            gradient(step, sizes);
            try (NDManager scope = replicas.master().manager().newSubManager()) {
                sgd.update(1e-3, 1, scope);
            }
        }

        Map<String, float[]> gradients() {
            return gradientsOf(replicas.master());
        }

        Weights weights() {
            return replicas.master().weights();
        }

        @Override
        public void close() {
            replicas.close();
        }
    }

    /**
     * With sigmoids. Where rounding carries an activation over the kink of the leaky ones gradients jump: one replica that is
     * shown the same pictures in another order ends up with other weights after five steps.
     */
    static Graph smooth(Graph graph) {
        List<Node> nodes = graph.nodes().stream()
                .map(node -> node.op() instanceof Op.LeakyRelu
                        ? new Node(node.name(), new Op.Sigmoid(), node.inputs(), node.outputs())
                        : node)
                .toList();
        return new Graph(graph.name(), graph.inputs(), graph.params(), graph.constants(), nodes, graph.outputs());
    }

    static Map<String, float[]> gradientsOf(DjlNetwork network) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        try (NDManager scope = network.manager().newSubManager()) {
            network.specs().values().stream()
                    .filter(spec -> spec.role().trained())
                    .map(ParamSpec::name)
                    .forEach(name -> gradients.put(
                            name,
                            DjlNetwork.gradient(
                                            Objects.requireNonNull(
                                                    network.params().get(name)),
                                            scope)
                                    .toFloatArray()));
        }
        return gradients;
    }

    private static float[] pixels(int step) {
        SplittableRandom random = new SplittableRandom(step);
        float[] pixels = new float[8 * PLANE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble() * (1 + i / PLANE % 3);
        }
        return pixels;
    }

    private static YoloTargets targets() {
        List<List<TrainingObject>> objects = new ArrayList<>();
        for (int picture = 0; picture < 8; picture++) {
            TrainingObject object =
                    new TrainingObject(new Box(picture, 5, 30 + 4 * picture, 33), picture % 3, 1 - picture / 16.0);
            objects.add(Collections.nCopies(picture % 4, object));
        }
        return YoloTargets.assign(new YoloGrid(SIZE, DETECTOR.spec().anchors()), objects);
    }

    private static List<Part<YoloTargets>> parts(int step, List<Integer> sizes) {
        float[] pixels = pixels(step);
        List<Part<YoloTargets>> parts = new ArrayList<>();
        int from = 0;
        for (int size : sizes) {
            float[] own = Arrays.copyOfRange(pixels, from * PLANE, (from + size) * PLANE);
            parts.add(new Part<>(
                    size,
                    manager -> manager.create(own, new Shape(size, 3, SIZE, SIZE)),
                    LOSS.part(targets(), from, from + size)));
            from += size;
        }
        return parts;
    }

    static void assertClose(Map<String, float[]> found, Map<String, float[]> expected, double limit) {
        assertThat(found.keySet()).isEqualTo(expected.keySet()).isNotEmpty();
        found.forEach((name, numbers) -> assertThat(Worst.relative(numbers, Objects.requireNonNull(expected.get(name))))
                .as(name)
                .isLessThan(limit));
    }

    static Map<String, float[]> numbers(Weights weights) {
        Map<String, float[]> numbers = new LinkedHashMap<>();
        weights.tensors().forEach((name, tensor) -> numbers.put(name, tensor.data()));
        return numbers;
    }

    static List<List<Integer>> splits() {
        return List.of(List.of(4, 4), List.of(3, 5), List.of(2, 2, 2, 2), List.of(1, 4, 1, 2));
    }

    @ParameterizedTest
    @MethodSource("splits")
    void portionsOneAfterTheOtherHaveTheGradientOfReplicasSideBySide(List<Integer> sizes) {
        try (Run one = new Run(1, NormStatistics.OF_PART);
                Run several = new Run(sizes.size(), NormStatistics.OF_PART)) {
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
        try (Run together = new Run(1, NormStatistics.OF_PART);
                Run apart = new Run(1, NormStatistics.OF_PART)) {
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
        try (Run one = new Run(1, NormStatistics.OF_PART);
                Run two = new Run(2, NormStatistics.OF_WHOLE_BATCH)) {
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
        try (Run run = new Run(1, NormStatistics.OF_PART)) {
            run.replicas.gradient(TRUNK, List.of(List.of(good), List.of(bad)), LOSS, 1);
            run.gradients()
                    .forEach((name, gradient) -> assertThat(gradient).as(name).containsOnly(0));
        }
    }

    @ParameterizedTest
    @CsvSource({"BF16,1", "FP16,1024"})
    void theGradientIn16BitsHasTheNormOfThatIn32ToOnePercent(Precision precision, double factor) {
        List<List<Part<YoloTargets>>> portions = List.of(parts(0, List.of(8)));
        try (Run exact = new Run(1, NormStatistics.OF_PART);
                Run rounded = new Run(1, new GradientRule(NormStatistics.OF_PART, precision, 1))) {
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
        try (Run one = new Run(1, NormStatistics.OF_PART);
                Run several = new Run(sizes.size(), NormStatistics.OF_WHOLE_BATCH)) {
            Map<String, Float> expected = one.gradient(0, List.of(8));
            Map<String, Float> found = several.gradient(0, sizes);
            expected.forEach((term, loss) -> assertThat(found.get(term)).isCloseTo(loss, within(1e-5f * loss)));
            assertClose(several.gradients(), one.gradients(), 1e-5);
            assertClose(numbers(several.weights()), numbers(one.weights()), 1e-5);
        }
        try (Run one = new Run(1, NormStatistics.OF_PART);
                Run several = new Run(sizes.size(), NormStatistics.OF_WHOLE_BATCH)) {
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
        try (Run several = new Run(2, NormStatistics.OF_PART)) {
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
            try (Run run = new Run(3, statistics)) {
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
        try (Run run = new Run(2, statistics);
                Run other = new Run(2, statistics)) {
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
        try (Run run = new Run(2, statistics)) {
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
        try (Run run = new Run(3, NormStatistics.OF_PART)) {
            EngineState state =
                    new EngineState(run.replicas.master(), run.sgd, List.of(), new LossScale(Precision.FP32));
            Learner<YoloTargets> learner = new Learner<>(size -> TRUNK, run.replicas, state, LOSS);
            assertThatThrownBy(() -> learner.rehearse(2, SIZE, LOSS.part(targets(), 0, 2)))
                    .isInstanceOfSatisfying(
                            Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE))
                    .hasMessageContainingAll("2 pictures", "3 replicas", "data.batch_size");
        }
    }

    @Test
    void theTargetsOfPartsAreThoseOfTheirPictures() {
        IntFunction<List<TrainingObject>> objects = picture -> Collections.nCopies(
                picture, new TrainingObject(new Box(9 * picture, 5, 9 + 9 * picture, 33), picture, 0.5));
        YoloGrid grid = new YoloGrid(SIZE, DETECTOR.spec().anchors());
        List<List<TrainingObject>> all =
                List.of(objects.apply(2), objects.apply(0), objects.apply(1), objects.apply(2), objects.apply(1));
        YoloTargets whole = YoloTargets.assign(grid, all);
        for (int from = 0; from < 5; from++) {
            for (int to = from + 1; to <= 5; to++) {
                assertThat(LOSS.part(whole, from, to)).isEqualTo(YoloTargets.assign(grid, all.subList(from, to)));
            }
        }
    }

    @Test
    void partsAreAsEqualAsCanBe() {
        assertThat(Part.sizes(8, 2)).containsExactly(4, 4);
        assertThat(Part.sizes(8, 3)).containsExactly(3, 3, 2);
        assertThat(Part.sizes(7, 4)).containsExactly(2, 2, 2, 1);
        assertThat(Part.sizes(3, 3)).containsExactly(1, 1, 1);
    }

    /** One larger than a bucket, some that share one, each kind apart. */
    @Test
    void bucketsCarryEveryChosenArrayWhole() {
        Map<String, ParamSpec> specs = new LinkedHashMap<>();
        long[] counts = {7, 5_000_000, 3, 2_000_000, 7_000_000, 1, 1};
        for (int i = 0; i < counts.length; i++) {
            ParamSpec.Role role = i == 2 ? ParamSpec.Role.RUNNING_MEAN : ParamSpec.Role.KERNEL;
            Value value = new Value("p" + i, DType.FLOAT32, io.freebies.graph.Shape.of(1, counts[i]));
            specs.put("p" + i, new ParamSpec(value, role, new Initialiser.Fill(0)));
        }
        Buckets buckets = new Buckets(specs, spec -> spec.role().trained());
        Map<String, Double> sums = new LinkedHashMap<>();
        try (NDManager manager = DjlEngine.open("cpu")) {
            Map<String, NDArray> sources = new LinkedHashMap<>();
            specs.forEach((name, spec) -> sources.put(
                    name,
                    manager.full(new Shape(spec.value().shape().toArray()), Integer.parseInt(name.substring(1)) + 1f)));
            buckets.carry(sources::get, manager, manager, (name, array) -> {
                assertThat(array.getShape())
                        .isEqualTo(Objects.requireNonNull(sources.get(name)).getShape());
                sums.put(name, (double) array.mean().getFloat());
            });
        }
        assertThat(sums).isEqualTo(Map.of("p0", 1.0, "p1", 2.0, "p3", 4.0, "p4", 5.0, "p5", 6.0, "p6", 7.0));
    }
}
