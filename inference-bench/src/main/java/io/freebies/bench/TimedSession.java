package io.freebies.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.freebies.failure.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One loaded model and a clock. */
final class TimedSession implements AutoCloseable {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Path file;
    private final Clock clock;
    private final OrtSession session;

    /**
     * Loads a model.
     *
     * @throws Failure (data) if the file is missing or ONNX Runtime refuses it; (environment) as
     *     {@link Provider#options}
     */
    TimedSession(Path file, Provider provider, int threads) {
        if (!Files.isRegularFile(file)) {
            throw Failure.data(file + ": no such model file; make one with 'bof export'");
        }
        this.file = file;
        clock = Clock.of(provider, threads);
        try (SessionOptions options = provider.options(threads)) {
            session = OrtEnvironment.getEnvironment().createSession(file.toString(), options);
        } catch (OrtException e) {
            throw Failure.data(
                    file + ": expected an ONNX model, ONNX Runtime says: " + Provider.oneLine(e) + "; export it again",
                    e);
        }
    }

    /** Its inputs as declared. */
    List<ModelInput> inputs() {
        try {
            return ModelInput.of(file, session);
        } catch (OrtException e) {
            throw Failure.data(file + ": its inputs cannot be read: " + Provider.oneLine(e), e);
        }
    }

    /** The {@link Clock}'s time of {@code runs} inferences one after the other, in milliseconds for each. */
    double millis(Map<String, OnnxTensor> pictures, int runs) {
        try {
            long start = clock.nanos();
            for (int i = 0; i < runs; i++) {
                session.run(pictures).close();
            }
            return (clock.nanos() - start) / NANOS_PER_MILLI / runs;
        } catch (OrtException e) {
            throw Failure.data(file + ": inference failed: " + Provider.oneLine(e) + "; check it with 'bof verify'", e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(file + ": the session does not close", e);
        }
    }
}
