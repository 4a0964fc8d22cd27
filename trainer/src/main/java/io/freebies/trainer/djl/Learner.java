package io.freebies.trainer.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.freebies.failure.Failure;
import io.freebies.graph.Graph;
import io.freebies.trainer.loader.Batch;
import io.freebies.trainer.loss.Loss;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * One training step: forward, loss, backward, update. A batch is cut into portions, one after the other, and each portion
 * into parts, one per replica.
 *
 * @param <T> the form of the targets
 */
public final class Learner<T> {
    private final IntFunction<Graph> trunk;
    private final Replicas replicas;
    private final EngineState state;
    private final Loss<T> loss;
    private final Map<Integer, Graph> trunks = new HashMap<>();

    /** Some of a batch's pictures, made on a device. */
    private interface Images {
        NDArray make(NDManager manager, int from, int to);
    }

    /**
     * A learner of one network.
     *
     * @param trunk the network by input size
     * @param replicas of the network
     * @param state whose network is the replicas' master
     */
    public Learner(IntFunction<Graph> trunk, Replicas replicas, EngineState state, Loss<T> loss) {
        this.trunk = trunk;
        this.replicas = replicas;
        this.state = state;
        this.loss = loss;
    }

    /**
     * Learns from a batch at a rate. If loss or gradient are not finite the trained parameters, the momentum and the
     * averages are left as they were; the running statistics have seen the batch.
     *
     * @param step counted from 0
     */
    public StepResult learn(Batch<T> batch, long step, double rate) {
        int size = batch.size();
        Images images = (manager, from, to) -> {
            int bytes = 3 * size * size * Float.BYTES;
            ByteBuffer pixels = batch.images().slice(from * bytes, (to - from) * bytes);
            return manager.create(pixels, new Shape(to - from, 3, size, size), DataType.FLOAT32);
        };
        StepResult result = descend(batch.pictures(), size, images, batch.targets(), rate);
        if (result.isFinite()) {
            state.averages().forEach(average -> average.follow(step));
        }
        return result;
    }

    private StepResult descend(int pictures, int size, Images images, T targets, double rate) {
        Graph graph = trunks.computeIfAbsent(size, trunk::apply);
        double factor = state.lossScale().value();
        Map<String, Float> terms = replicas.gradient(graph, portions(pictures, images, targets), loss, factor);
        if (!terms.values().stream().allMatch(Float::isFinite)) {
            return new StepResult(terms, Double.NaN, false);
        }
        try (NDManager scope = state.network().manager().newSubManager()) {
            double norm = state.sgd().update(rate, factor, scope);
            return new StepResult(terms, norm, state.lossScale().follow(Double.isFinite(norm)));
        }
    }

    private List<List<Part<T>>> portions(int pictures, Images images, T targets) {
        int portions = replicas.rule().portions();
        if (pictures < portions * replicas.count()) {
            throw Failure.usage("a batch of " + pictures + " pictures cannot be cut into " + portions
                    + " portions for " + replicas.count()
                    + " replicas; name fewer --devices, lower optimiser.accumulate or raise data.batch_size");
        }
        List<List<Part<T>>> all = new ArrayList<>();
        int next = 0;
        for (int portion : Part.sizes(pictures, portions)) {
            List<Part<T>> parts = new ArrayList<>();
            for (int size : Part.sizes(portion, replicas.count())) {
                int from = next;
                int to = from + size;
                T own = size == pictures ? targets : loss.part(targets, from, to);
                parts.add(new Part<>(size, manager -> images.make(manager, from, to), own));
                next = to;
            }
            all.add(parts);
        }
        return all;
    }

    /**
     * One step with grey pictures, to see whether it fits in memory. It moves the state, which is to be restored.
     *
     * @param pictures in the batch
     * @param size side in pixels
     * @param targets of as many pictures
     * @throws Failure (environment) if it does not fit, (usage) if there are more replicas than pictures
     */
    public void rehearse(int pictures, int size, T targets) {
        Optional<EngineException> lack = lackOfMemory(pictures, size, targets);
        if (lack.isPresent()) {
            throw Failure.environment(
                    "a step with " + pictures + " pictures at the largest input, " + size
                            + " pixels, does not fit in memory (" + firstLine(lack.get())
                            + "); name --auto-batch, or lower data.batch_size or the input sizes",
                    lack.get());
        }
    }

    /** As {@link #rehearse}, but gives what the engine says where the step does not fit. */
    public Optional<EngineException> lackOfMemory(int pictures, int size, T targets) {
        Images grey = (manager, from, to) -> manager.zeros(new Shape(to - from, 3, size, size));
        try {
            descend(pictures, size, grey, targets, 0);
            return Optional.empty();
        } catch (EngineException e) {
            if (firstLine(e).contains("memory")) {
                return Optional.of(e);
            }
            throw e;
        }
    }

    private static String firstLine(EngineException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
