package io.freebies.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.freebies.box.Box;
import io.freebies.graph.Graph;
import io.freebies.graph.Node;
import io.freebies.graph.Op;
import io.freebies.graph.ParamSpec;
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

/** So many replicas of a small network with its optimiser, whose batch is eight pictures, some without objects. */
final class ReplicaRun implements AutoCloseable {
    static final int SIZE = 128;
    private static final int PLANE = 3 * SIZE * SIZE;
    static final Detector DETECTOR = ModelZoo.detector(ModelZoo.defaultSpec("yolov3-nano", List.of("a", "b", "c")));
    static final Graph TRUNK = smooth(DETECTOR.trunk(SIZE));
    static final YoloLoss LOSS = new YoloLoss(3, ClassTargets.HARD);

    final Replicas replicas;
    final Sgd sgd;

    ReplicaRun(int count, NormStatistics statistics) {
        this(count, new GradientRule(statistics, Precision.FP32, 1));
    }

    ReplicaRun(int count, GradientRule rule) {
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

    static YoloTargets targets() {
        List<List<TrainingObject>> objects = new ArrayList<>();
        for (int picture = 0; picture < 8; picture++) {
            TrainingObject object =
                    new TrainingObject(new Box(picture, 5, 30 + 4 * picture, 33), picture % 3, 1 - picture / 16.0);
            objects.add(Collections.nCopies(picture % 4, object));
        }
        return YoloTargets.assign(new YoloGrid(SIZE, DETECTOR.spec().anchors()), objects);
    }

    static List<Part<YoloTargets>> parts(int step, List<Integer> sizes) {
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
}
