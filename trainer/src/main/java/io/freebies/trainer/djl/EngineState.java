package io.freebies.trainer.djl;

import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything that steps change, on the engine: {@link #capture} and {@link #restore} move all of it at once, so that
 * nothing is forgotten.
 *
 * @param network weights and running statistics
 * @param sgd momentum
 * @param averages of the weights
 * @param lossScale of the next step
 */
public record EngineState(DjlNetwork network, Sgd sgd, List<AveragedWeights> averages, LossScale lossScale) {
    private static final String WEIGHTS = "weights";
    private static final String MOMENTA = "momenta";
    private static final String LOSS_SCALE = "loss_scale";

    /** Copies the list. */
    public EngineState {
        averages = List.copyOf(averages);
    }

    /** A copy of all tensors as they are now, by part and name. */
    public Map<String, Map<String, Tensor>> capture() {
        Map<String, Map<String, Tensor>> state = new LinkedHashMap<>();
        state.put(WEIGHTS, network.weights().tensors());
        state.put(MOMENTA, sgd.momenta());
        averages.forEach(a -> state.put(a.averaging().kind(), a.weights().tensors()));
        Map<String, Tensor> scale = lossScale.capture();
        if (!scale.isEmpty()) {
            state.put(LOSS_SCALE, scale);
        }
        return state;
    }

    /** Puts everything back to what {@link #capture} gave. */
    public void restore(Map<String, Map<String, Tensor>> state) {
        network.restore(new Weights(part(state, WEIGHTS), Map.of()));
        sgd.restore(part(state, MOMENTA));
        averages.forEach(a -> a.restore(part(state, a.averaging().kind())));
        lossScale.restore(state.getOrDefault(LOSS_SCALE, Map.of()));
    }

    private static Map<String, Tensor> part(Map<String, Map<String, Tensor>> state, String name) {
        return Objects.requireNonNull(state.get(name), name);
    }
}
