package io.freebies.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.freebies.data.Dataset;
import io.freebies.graph.Safetensors;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.image.Normalisation;
import io.freebies.image.Pictures;
import io.freebies.image.Resize;
import io.freebies.run.AtomicFile;
import io.freebies.zoo.Detector;
import io.freebies.zoo.Profile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.opencv.core.Mat;

/**
 * A few pictures and what the trained network answers to them: {@code images} [B, 3, S, S] and {@code output0} [B, 4 +
 * classes, N]. The verifier has no training engine; it holds the exported file to these numbers.
 */
public final class Probe {
    private static final int MOST_PICTURES = 3;

    private Probe() {}

    /** Writes the probe of a network over the first pictures of a data set. */
    public static void write(Path file, Detector detector, DjlNetwork network, Dataset dataset) {
        int size = detector.spec().inputSize();
        int pictures = Math.min(MOST_PICTURES, dataset.images().size());
        float[] numbers = new float[pictures * 3 * size * size];
        for (int i = 0; i < pictures; i++) {
            Mat picture = Pictures.read(dataset.images().get(i).file());
            Mat resized = Resize.to(picture, size, size);
            float[] planes = Normalisation.UNIT.toTensor(resized);
            System.arraycopy(planes, 0, numbers, i * planes.length, planes.length);
            picture.release();
            resized.release();
        }
        Shape shape = new Shape(pictures, 3, size, size);
        try (NDManager step = network.manager().newSubManager()) {
            NDArray output = network.evaluate(detector.inference(Profile.DECODED), step.create(numbers, shape))
                    .singletonOrThrow();
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("images", new Tensor(io.freebies.graph.Shape.of(shape.getShape()), numbers));
            tensors.put(
                    "output0",
                    new Tensor(io.freebies.graph.Shape.of(output.getShape().getShape()), output.toFloatArray()));
            AtomicFile.write(file, out -> Safetensors.write(new Weights(tensors, Map.of()), out));
        }
    }
}
