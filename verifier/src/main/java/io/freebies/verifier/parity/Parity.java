package io.freebies.verifier.parity;

import io.freebies.failure.Failure;
import io.freebies.graph.Safetensors;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.run.Check;
import io.freebies.verifier.runtime.OnnxSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * An exported file held to what the trained network answered: a probe is a safetensors file with {@code images} [B, 3,
 * S, S] and {@code output0} [B, 4 + classes, N], rows 0 to 3 boxes in pixels, the others scores.
 *
 * <p>Boxes and scores are measured apart, each as largest difference over largest magnitude, because pixels are hundreds
 * and scores at most 1: together, a wrong score would hide behind the size of a box.
 *
 * @param boxes relative difference of the boxes; NaN if an answer is not a number
 * @param scores relative difference of the scores; NaN if an answer is not a number
 */
public record Parity(double boxes, double scores) {
    /** Single precision leaves about 4e-5 over a deep network; a wrong layer leaves far more. */
    public static final double LIMIT = 1e-4;

    private static final String NAME = "parity";
    private static final String OUTPUT = "output0";

    /**
     * Runs the probe's pictures and compares.
     *
     * @return a check that is skipped, with the reason, for a model without {@code output0}
     * @throws Failure (data) if the probe is missing or broken, or of another shape than the model's
     */
    public static Check check(Path probe, OnnxSession model) {
        Weights expected = read(probe);
        Tensor images = tensor(probe, expected, "images", 4);
        Tensor answer = tensor(probe, expected, OUTPUT, 3);
        Map<String, Tensor> outputs =
                model.run(FloatBuffer.wrap(images.data()), images.shape().toArray());
        Tensor found = outputs.get(OUTPUT);
        if (found == null) {
            return Check.skipped(
                    NAME,
                    model.file() + " answers with " + outputs.keySet() + " and not with " + OUTPUT
                            + ", which the probe holds; export with --profile decoded");
        }
        if (!found.shape().equals(answer.shape())) {
            throw Failure.data(probe + ": expected the model's " + OUTPUT + " " + found.shape() + ", found "
                    + answer.shape() + "; give the probe of the same run");
        }
        return of(answer, found).check(images.shape().dim(0));
    }

    /** Compares two answers [B, 4 + classes, N]. */
    static Parity of(Tensor expected, Tensor found) {
        Shape shape = expected.shape();
        return new Parity(
                difference(expected.data(), found.data(), shape, 0, 4),
                difference(expected.data(), found.data(), shape, 4, (int) shape.dim(1)));
    }

    private static double difference(float[] expected, float[] found, Shape shape, int firstRow, int endRow) {
        int n = (int) shape.dim(2);
        int picture = (int) shape.dim(1) * n;
        double difference = 0;
        double magnitude = 0;
        for (int start = 0; start < expected.length; start += picture) {
            for (int i = start + firstRow * n; i < start + endRow * n; i++) {
                // Math.max keeps NaN, so one broken number breaks the result.
                difference = Math.max(difference, Math.abs((double) expected[i] - found[i]));
                magnitude = Math.max(magnitude, Math.abs(expected[i]));
            }
        }
        return difference == 0 ? 0 : difference / magnitude;
    }

    /** Whether both are within {@link #LIMIT}; not a number never is. */
    boolean holds() {
        return boxes <= LIMIT && scores <= LIMIT;
    }

    private Check check(long pictures) {
        String detail = String.format(
                Locale.ROOT,
                "largest relative difference over %d pictures: boxes %.2g, scores %.2g, limit %.0e",
                pictures,
                boxes,
                scores,
                LIMIT);
        return Check.of(NAME, holds(), detail);
    }

    private static Weights read(Path probe) {
        if (!Files.isRegularFile(probe)) {
            throw Failure.data(probe + ": no such probe; 'bof train' writes one into its run directory");
        }
        try {
            return Safetensors.read(probe);
        } catch (IOException e) {
            throw Failure.data(
                    probe + ": expected a probe in safetensors form, found: " + e.getMessage()
                            + "; give the probe.safetensors of a run",
                    e);
        }
    }

    private static Tensor tensor(Path probe, Weights weights, String name, int rank) {
        Tensor tensor = weights.tensors().get(name);
        if (tensor == null || tensor.shape().rank() != rank) {
            throw Failure.data(probe + ": expected the tensor " + name + " of rank " + rank + ", found "
                    + weights.tensors() + "; give the probe.safetensors of a run");
        }
        return tensor;
    }
}
