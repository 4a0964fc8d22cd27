package io.freebies.verifier.parity;

import io.freebies.failure.Failure;
import io.freebies.graph.Safetensors;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.run.ProbeFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the trained network answered to a few pictures: {@link ProbeFormat}.
 *
 * @param file where it was read
 * @param images [B, 3, S, S]
 * @param answer [B, 4 + classes, N]
 * @param heads raw heads, whole, by the name of their value
 * @param stages samples [B, k] of other values, by name
 */
record ProbeFile(Path file, Tensor images, Tensor answer, Map<String, Tensor> heads, Map<String, Tensor> stages) {
    /**
     * Reads a probe.
     *
     * @throws Failure (data) if it is missing or broken
     */
    static ProbeFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw Failure.data(file + ": no such probe; 'bof train' writes one into its run directory");
        }
        Weights weights;
        try {
            weights = Safetensors.read(file);
        } catch (IOException e) {
            throw Failure.data(
                    file + ": expected a probe in safetensors form, found: " + e.getMessage()
                            + "; give the probe.safetensors of a run",
                    e);
        }
        Tensor images = tensor(file, weights, ProbeFormat.IMAGES, 4);
        ProbeFile probe = new ProbeFile(
                file,
                images,
                tensor(file, weights, ProbeFormat.ANSWER, 3),
                below(weights, ProbeFormat.HEAD),
                below(weights, ProbeFormat.STAGE));
        probe.requireOneAnswerAPicture();
        return probe;
    }

    private static Tensor tensor(Path file, Weights weights, String name, int rank) {
        Tensor tensor = weights.tensors().get(name);
        if (tensor == null || tensor.shape().rank() != rank) {
            throw Failure.data(file + ": expected the tensor " + name + " of rank " + rank + ", found "
                    + weights.tensors() + "; give the probe.safetensors of a run");
        }
        return tensor;
    }

    private static Map<String, Tensor> below(Weights weights, String prefix) {
        Map<String, Tensor> below = new LinkedHashMap<>();
        weights.tensors().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                below.put(name.substring(prefix.length()), tensor);
            }
        });
        return below;
    }

    private void requireOneAnswerAPicture() {
        Map<String, Tensor> all = new LinkedHashMap<>(stages);
        all.putAll(heads);
        all.put(ProbeFormat.ANSWER, answer);
        all.forEach((name, tensor) -> {
            if (tensor.shape().rank() < 2 || tensor.shape().dim(0) != pictures()) {
                throw Failure.data(file + ": expected answers to " + pictures() + " pictures, found " + name + " "
                        + tensor + "; give the probe.safetensors of a run");
            }
        });
    }

    int pictures() {
        return Math.toIntExact(images.shape().dim(0));
    }

    /** One picture [1, 3, S, S]. */
    Tensor image(int picture) {
        return new Tensor(images.shape().with(0, 1), of(images, picture));
    }

    /** The answer to one picture. */
    static float[] of(Tensor all, int picture) {
        int length = all.data().length / Math.toIntExact(all.shape().dim(0));
        return Arrays.copyOfRange(all.data(), picture * length, (picture + 1) * length);
    }

    /** The shape of one picture's answer. */
    static Shape shape(Tensor all) {
        return all.shape().with(0, 1);
    }
}
