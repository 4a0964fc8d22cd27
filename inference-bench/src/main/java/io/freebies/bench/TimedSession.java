package io.freebies.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.freebies.failure.Failure;
import io.freebies.verifier.runtime.OnnxSession;
import io.freebies.verifier.runtime.Provider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One loaded model and a clock. */
final class TimedSession implements AutoCloseable {
    private static final double NANOS_PER_MILLI = 1e6;

    private final OnnxSession session;
    private final Clock clock;

    /**
     * Loads a model.
     *
     * @throws Failure as {@link OnnxSession#open}
     */
    TimedSession(Path file, Provider provider, int threads) {
        session = OnnxSession.open(file, provider, threads);
        clock = Clock.of(provider, threads);
    }

    /** Its inputs as declared. */
    List<ModelInput> inputs() {
        try {
            return ModelInput.of(session.file(), session.session());
        } catch (OrtException e) {
            throw Failure.data(
                    session.file() + ": its inputs cannot be read: " + e.getMessage() + "; export it again", e);
        }
    }

    /** The {@link Clock}'s time of {@code runs} inferences one after the other, in milliseconds for each. */
    double millis(Map<String, OnnxTensor> pictures, int runs) {
        try {
            long start = clock.nanos();
            for (int i = 0; i < runs; i++) {
                session.session().run(pictures).close();
            }
            return (clock.nanos() - start) / NANOS_PER_MILLI / runs;
        } catch (OrtException e) {
            throw Failure.data(
                    session.file() + ": inference failed: " + e.getMessage() + "; check it with 'bof verify'", e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
