package io.freebies.bench;

import ai.onnxruntime.OrtException;
import io.freebies.bench.equivalence.Block;
import io.freebies.failure.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Five sessions in one process, so that all share the machine's mood: two of the baseline, two of the candidate, and
 * one more of the baseline as control.
 *
 * <p>What order could do cancels. The sessions are created as baseline, candidate, control, candidate, baseline; blocks
 * take the two pairs in turn. Within a block each of three sessions runs twice, in an order that reads the same
 * backwards, and the order rotates from block to block, so that each is first, middle and last equally often in six
 * blocks.
 */
final class SessionBlocks implements AutoCloseable {
    /** Shorter measurements are of the clock, the call and whatever the machine does for a moment. */
    private static final double LEAST_MILLIS = 15;

    private static final double WARM_MILLIS = 300;
    private static final double MILLIS_PER_SECOND = 1000;
    private static final int WARM_RUNS = 3;
    private static final int MOST_RUNS = 1000;

    private final List<TimedSession> baselines = new ArrayList<>();
    private final List<TimedSession> candidates = new ArrayList<>();
    private final List<TimedSession> all = new ArrayList<>();
    private final List<ModelInput> inputs;
    private final TimedSession control;
    private final RandomPictures pictures;
    private final int batch;
    private final int runs;

    /**
     * Loads and warms all sessions.
     *
     * @throws Failure (data) if a file is unusable or the two models' inputs differ; (environment) if the provider is
     *     not there
     */
    SessionBlocks(BenchSettings settings) {
        batch = settings.batch();
        try {
            baselines.add(open(settings.baseline(), settings));
            candidates.add(open(settings.candidate(), settings));
            inputs = commonInputs(settings);
            control = open(settings.baseline(), settings);
            candidates.add(open(settings.candidate(), settings));
            baselines.add(open(settings.baseline(), settings));
            pictures = new RandomPictures(inputs, settings.batch(), settings.seed(), settings.baseline());
            all.forEach(this::warm);
            double once = control.millis(pictures.tensors(), WARM_RUNS);
            runs = (int) Math.min(MOST_RUNS, Math.ceil(LEAST_MILLIS / once));
            all.forEach(session -> session.latencies().reset());
        } catch (OrtException e) {
            closeSessions();
            throw Failure.environment("bench: the inputs cannot be made: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            closeSessions();
            throw e;
        }
    }

    /** What both models take. */
    List<ModelInput> inputs() {
        return inputs;
    }

    /** Measures the block of a number, from 0. */
    Block measure(int number) {
        TimedSession baseline = baselines.get(number % 2);
        TimedSession candidate = candidates.get(number % 2);
        List<TimedSession> order = new ArrayList<>(List.of(baseline, candidate, control));
        Collections.rotate(order, number % 3);
        double[] logs = new double[3];
        for (int i = 0; i < 6; i++) {
            int place = i < 3 ? i : 5 - i;
            logs[place] += Math.log(order.get(place).millis(pictures.tensors(), runs)) / 2;
        }
        return new Block(
                Math.exp(logs[order.indexOf(baseline)]),
                Math.exp(logs[order.indexOf(candidate)]),
                Math.exp(logs[order.indexOf(control)]));
    }

    /** The baseline's latencies, and the load times of all its sessions, that of the control among them. */
    ModelTimes baselineTimes(double medianMillis) {
        return times(baselines, List.of(baselines.get(0), control, baselines.get(1)), medianMillis);
    }

    /** The candidate's latencies and load times. */
    ModelTimes candidateTimes(double medianMillis) {
        return times(candidates, candidates, medianMillis);
    }

    private ModelTimes times(List<TimedSession> timed, List<TimedSession> loaded, double medianMillis) {
        Histogram latencies = timed.get(0).latencies().copy();
        latencies.add(timed.get(1).latencies());
        return new ModelTimes(
                timed.get(0).fileBytes(),
                loaded.stream().map(TimedSession::loadMillis).toList(),
                latencies,
                batch * MILLIS_PER_SECOND / medianMillis);
    }

    @Override
    public void close() {
        pictures.close();
        closeSessions();
    }

    private TimedSession open(Path file, BenchSettings settings) {
        TimedSession session = new TimedSession(file, settings.provider(), settings.threads());
        all.add(session);
        return session;
    }

    private List<ModelInput> commonInputs(BenchSettings settings) {
        List<ModelInput> first = baselines.get(0).inputs();
        List<ModelInput> second = candidates.get(0).inputs();
        if (!first.equals(second)) {
            throw Failure.data("bench: expected the inputs of " + settings.baseline() + ", " + first + ", found "
                    + second + " in " + settings.candidate() + "; export both from the same architecture and size");
        }
        return first;
    }

    private void warm(TimedSession session) {
        double spent = 0;
        for (int i = 0; i < WARM_RUNS || spent < WARM_MILLIS; i++) {
            spent += session.millis(pictures.tensors(), 1);
        }
    }

    private void closeSessions() {
        all.forEach(TimedSession::close);
    }
}
