package io.freebies.trainer.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.freebies.data.Dataset;
import io.freebies.graph.Graph;
import io.freebies.graph.Node;
import io.freebies.graph.Op;
import io.freebies.graph.Safetensors;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.graph.Value;
import io.freebies.graph.Weights;
import io.freebies.image.Normalisation;
import io.freebies.image.Pictures;
import io.freebies.image.Resize;
import io.freebies.run.AtomicFile;
import io.freebies.run.ProbeFormat;
import io.freebies.zoo.Detector;
import io.freebies.zoo.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.opencv.core.Mat;

/**
 * A few pictures and what the trained network answers to them, stage by stage ({@link ProbeFormat}). The verifier has no
 * training engine; it holds the exported file to these numbers.
 */
public final class Probe {
    private static final int MOST_PICTURES = 3;
    /** Half-way between black and white. */
    private static final float BLANK = 0.5f;

    private final Set<String> whole;
    private final List<Value> stages;
    private final Map<String, List<float[]>> answers = new LinkedHashMap<>();

    private Probe(Set<String> whole, List<Value> stages) {
        this.whole = whole;
        this.stages = stages;
    }

    /** Writes the probe of a network over the first pictures of a data set and a blank one. */
    public static void write(Path file, Detector detector, DjlNetwork network, Dataset dataset) {
        int size = detector.spec().inputSize();
        Graph graph = detector.inference(Profile.DECODED);
        Set<String> whole = new HashSet<>(Set.of(ProbeFormat.ANSWER));
        detector.trunk(size).outputs().forEach(head -> whole.add(head.name()));
        Probe probe = new Probe(whole, stages(graph));
        // The same graph with every stage as an output.
        Graph open =
                new Graph(graph.name(), graph.inputs(), graph.params(), graph.constants(), graph.nodes(), probe.stages);
        List<float[]> pictures = pictures(dataset, size);
        pictures.forEach(picture -> probe.ask(network, open, picture, size));
        Weights tensors = probe.tensors(pictures, size);
        AtomicFile.write(file, out -> Safetensors.write(tensors, out));
    }

    /** What the exported file has under the same name: all but norms and the convolutions that they are folded into. */
    private static List<Value> stages(Graph graph) {
        Set<Value> folded = new HashSet<>();
        graph.nodes().stream()
                .filter(node -> node.op() instanceof Op.BatchNormalization)
                .forEach(norm -> folded.addAll(List.of(norm.inputs().get(0), norm.output())));
        return graph.nodes().stream()
                .map(Node::output)
                .filter(value -> !folded.contains(value))
                .toList();
    }

    private static List<float[]> pictures(Dataset dataset, int size) {
        List<float[]> pictures = new ArrayList<>();
        dataset.images().stream().limit(MOST_PICTURES).forEach(image -> {
            Mat picture = Pictures.read(image.file());
            Mat resized = Resize.to(picture, size, size);
            pictures.add(Normalisation.UNIT.toTensor(resized));
            picture.release();
            resized.release();
        });
        float[] blank = new float[3 * size * size];
        Arrays.fill(blank, BLANK);
        pictures.add(blank);
        return pictures;
    }

    private void ask(DjlNetwork network, Graph open, float[] picture, int size) {
        try (NDManager step = network.manager().newSubManager()) {
            NDList values =
                    network.evaluate(open, step.create(picture, new ai.djl.ndarray.types.Shape(1, 3, size, size)));
            for (int i = 0; i < stages.size(); i++) {
                String name = stages.get(i).name();
                float[] numbers = values.get(i).toFloatArray();
                values.get(i).close();
                answers.computeIfAbsent(name, n -> new ArrayList<>())
                        .add(whole.contains(name) ? numbers : ProbeFormat.sample(numbers));
            }
        }
    }

    private Weights tensors(List<float[]> pictures, int size) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        long count = pictures.size();
        tensors.put(ProbeFormat.IMAGES, joined(pictures, Shape.of(count, 3, size, size)));
        for (Value stage : stages) {
            List<float[]> numbers = Objects.requireNonNull(answers.get(stage.name()), stage.name());
            if (stage.name().equals(ProbeFormat.ANSWER)) {
                tensors.put(ProbeFormat.ANSWER, joined(numbers, stage.shape().with(0, count)));
            } else if (whole.contains(stage.name())) {
                tensors.put(
                        ProbeFormat.HEAD + stage.name(),
                        joined(numbers, stage.shape().with(0, count)));
            } else {
                tensors.put(ProbeFormat.STAGE + stage.name(), joined(numbers, Shape.of(count, numbers.get(0).length)));
            }
        }
        return new Weights(tensors, Map.of());
    }

    private static Tensor joined(List<float[]> pictures, Shape shape) {
        int length = pictures.get(0).length;
        float[] all = new float[pictures.size() * length];
        for (int i = 0; i < pictures.size(); i++) {
            System.arraycopy(pictures.get(i), 0, all, i * length, length);
        }
        return new Tensor(shape, all);
    }
}
