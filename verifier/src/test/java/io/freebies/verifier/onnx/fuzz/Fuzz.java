package io.freebies.verifier.onnx.fuzz;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.TinyYolo;
import io.freebies.verifier.onnx.identity.Identity;
import io.freebies.verifier.onnx.shape.Cost;
import io.freebies.verifier.onnx.shape.OpCases;
import io.freebies.verifier.onnx.shape.ShapeInference;
import io.freebies.verifier.runtime.OnnxSession;
import io.freebies.verifier.runtime.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes damaged models through everything that a model goes through: reading, comparing, costing, loading, running. */
final class Fuzz {
    /** How a mutant ended. */
    enum Outcome {
        /** Refused in Java, before any native code. */
        REFUSED,
        /** Refused by ONNX Runtime when it was loaded or run. */
        REFUSED_BY_RUNTIME,
        /** Ran. */
        RAN
    }

    private final List<ModelProto> models = new ArrayList<>();
    private final Path file;

    /** Writes each mutant to a file. */
    Fuzz(Path file) {
        this.file = file;
        models.add(TinyYolo.model(yolo -> {}));
        models.add(TinyYolo.model(yolo -> {
            yolo.norms = true;
            yolo.spatialPyramid = true;
        }));
        models.add(TinyYolo.model(yolo -> yolo.topK = 9));
        models.addAll(OpCases.all().values());
    }

    /** Also mutates this file. */
    void add(Path model) {
        models.add(OnnxFile.read(model).model());
    }

    /**
     * Makes and tries the mutant of a seed.
     *
     * @throws RuntimeException anything but a {@link Failure} with exit code 3 is a finding
     */
    Outcome run(long seed) throws IOException {
        ModelProto model = models.get((int) (seed % models.size()));
        Files.write(file, new OnnxMutator(seed).mutate(model));
        boolean loading = false;
        try {
            OnnxFile mutant = OnnxFile.read(file);
            ShapeInference shapes = ShapeInference.of(mutant, Map.of());
            Cost.of(mutant, shapes);
            OnnxFile original = OnnxFile.of(Path.of("original"), model);
            Identity.of(original, ShapeInference.of(original, Map.of()), mutant, shapes);
            loading = true;
            try (OnnxSession session = OnnxSession.open(mutant, Provider.CPU, 1)) {
                Map<String, Tensor> fed = new LinkedHashMap<>();
                session.inputs().forEach((name, extents) -> fed.put(name, zeros(extents)));
                session.run(fed);
            }
            return Outcome.RAN;
        } catch (Failure e) {
            if (e.exitCode() != ExitCode.DATA || String.valueOf(e.getMessage()).isBlank()) {
                throw new IllegalStateException("seed " + seed + " ends with " + e.exitCode(), e);
            }
            return loading ? Outcome.REFUSED_BY_RUNTIME : Outcome.REFUSED;
        } catch (RuntimeException e) {
            throw new IllegalStateException("seed " + seed + ": " + e, e);
        }
    }

    private static Tensor zeros(List<Long> extents) {
        return Tensor.zeros(new Shape(extents.stream().map(e -> Math.max(e, 1)).toList()));
    }
}
