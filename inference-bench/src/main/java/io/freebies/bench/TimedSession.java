package io.freebies.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.freebies.failure.Failure;
import io.freebies.verifier.runtime.OnnxSession;
import io.freebies.verifier.runtime.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One loaded model and a clock. */
final class TimedSession implements AutoCloseable {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Longer ones count as this long. */
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);

    private final OnnxSession session;
    private final Clock clock;
    private final double loadMillis;
    private final Histogram latencies = new Histogram(LONGEST, 3);

    /**
     * Loads a model.
     *
     * @throws Failure as {@link OnnxSession#open}
     */
    TimedSession(Path file, Provider provider, int threads) {
        long start = System.nanoTime();
        session = OnnxSession.open(file, provider, threads);
        loadMillis = (System.nanoTime() - start) / NANOS_PER_MILLI;
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
            long before = System.nanoTime();
            for (int i = 0; i < runs; i++) {
                session.session().run(pictures).close();
                long after = System.nanoTime();
                latencies.recordValue(Math.min(LONGEST, after - before));
                before = after;
            }
            return (clock.nanos() - start) / NANOS_PER_MILLI / runs;
        } catch (OrtException e) {
            throw Failure.data(
                    session.file() + ": inference failed: " + e.getMessage() + "; check it with 'bof verify'", e);
        }
    }

    /** Wall time that loading took, in milliseconds. */
    double loadMillis() {
        return loadMillis;
    }

    /** The model file's size, without what it keeps beside it. */
    long fileBytes() {
        try {
            return Files.size(session.file());
        } catch (IOException e) {
            throw Failure.data(session.file() + ": vanished while it was timed (" + e + "); leave it where it is", e);
        }
    }

    /** Wall time of each inference in nanoseconds. */
    Histogram latencies() {
        return latencies;
    }

    @Override
    public void close() {
        session.close();
    }
}
