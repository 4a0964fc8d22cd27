package io.freebies.verifier.runtime;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.freebies.failure.Failure;
import io.freebies.verifier.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What ONNX Runtime makes of a model before it runs it: the graph of the kernels that really run. */
public final class OptimisedGraph {
    /** How far ONNX Runtime goes. */
    public enum Level {
        /** Operators are fused; the graph would run on any machine. */
        EXTENDED(OptLevel.EXTENDED_OPT),
        /** Also laid out for this processor: what a session does unless told otherwise. */
        ALL(OptLevel.ALL_OPT);

        private final OptLevel level;

        Level(OptLevel level) {
            this.level = level;
        }

        /** The name in files: lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private OptimisedGraph() {}

    /**
     * The optimised graph of a model, under the model's path.
     *
     * @throws Failure (data) if ONNX Runtime refuses the model; (environment) if there is no room for the graph
     */
    public static OnnxFile of(OnnxFile model, Level level, Provider provider) {
        Path file = temporary();
        try {
            OnnxSession.open(model, provider, 1, (environment, options) -> {
                        options.setOptimizationLevel(level.level);
                        options.setOptimizedModelFilePath(file.toString());
                        return environment.createSession(model.path().toString(), options);
                    })
                    .close();
            return OnnxFile.of(model.path(), OnnxFile.read(file).model());
        } finally {
            delete(file);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("bof-optimised", ".onnx");
        } catch (IOException e) {
            throw Failure.environment("cannot make a temporary file (" + e + "); free some room", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Failure.environment("cannot delete the temporary file " + file + " (" + e + ")", e);
        }
    }
}
