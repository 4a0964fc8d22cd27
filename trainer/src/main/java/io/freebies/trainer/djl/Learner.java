package io.freebies.trainer.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.freebies.failure.Failure;
import io.freebies.graph.Graph;
import io.freebies.trainer.loader.Batch;
import io.freebies.trainer.loss.Loss;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * One training step: forward, loss, backward, update.
 *
 * @param <T> the form of the targets
 */
public final class Learner<T> {
    private final IntFunction<Graph> trunk;
    private final EngineState state;
    private final Loss<T> loss;
    private final Map<Integer, Graph> trunks = new HashMap<>();

    /**
     * A learner of one network.
     *
     * @param trunk the network by input size
     */
    public Learner(IntFunction<Graph> trunk, EngineState state, Loss<T> loss) {
        this.trunk = trunk;
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
        try (NDManager scope = state.network().manager().newSubManager()) {
            Shape shape = new Shape(batch.pictures(), 3, batch.size(), batch.size());
            NDArray images = scope.create(batch.images(), shape, DataType.FLOAT32);
            StepResult result = descend(images, batch.size(), batch.targets(), rate, scope);
            if (result.isFinite()) {
                state.averages().forEach(average -> average.follow(step));
            }
            return result;
        }
    }

    private StepResult descend(NDArray images, int size, T targets, double rate, NDManager scope) {
        Map<String, Float> terms;
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDList outputs = state.network().train(trunks.computeIfAbsent(size, trunk::apply), images);
            NDList parts = loss.terms(outputs, targets);
            terms = values(parts);
            if (terms.values().stream().allMatch(Float::isFinite)) {
                collector.backward(parts.stream().reduce(NDArray::add).orElseThrow());
            } else {
                return new StepResult(terms, Double.NaN);
            }
        }
        return new StepResult(terms, state.sgd().update(rate, scope));
    }

    private Map<String, Float> values(NDList terms) {
        Map<String, Float> values = new LinkedHashMap<>();
        for (int i = 0; i < terms.size(); i++) {
            values.put(loss.names().get(i), terms.get(i).getFloat());
        }
        return values;
    }

    /**
     * One step with grey pictures, to see whether it fits in memory. It moves the state, which is to be restored.
     *
     * @param pictures in the batch
     * @param size side in pixels
     * @param targets of as many pictures
     * @throws Failure (environment) if it does not fit
     */
    public void rehearse(int pictures, int size, T targets) {
        try (NDManager scope = state.network().manager().newSubManager()) {
            descend(scope.zeros(new Shape(pictures, 3, size, size)), size, targets, 0, scope);
        } catch (EngineException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            if (why.contains("memory")) {
                throw Failure.environment(
                        "a step with " + pictures + " pictures at the largest input, " + size
                                + " pixels, does not fit in memory (" + why
                                + "); lower data.batch_size or the input sizes",
                        e);
            }
            throw e;
        }
    }
}
