package io.freebies.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.trainer.schedule.Averaging;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** An average of a network's parameters over the run, kept beside them on the engine. */
public final class AveragedWeights {
    private final DjlNetwork network;
    private final Averaging averaging;
    private final Map<String, NDArray> averages = new LinkedHashMap<>();

    /** Starts from the network's parameters as they are. */
    public AveragedWeights(DjlNetwork network, Averaging averaging) {
        this.network = network;
        this.averaging = averaging;
        JniUtils.setGradMode(false);
        network.params().forEach((name, param) -> averages.put(name, param.duplicate()));
    }

    /** What it averages, and how. */
    public Averaging averaging() {
        return averaging;
    }

    /** Takes in the parameters after a step. */
    void follow(long step) {
        double share = averaging.share().applyAsDouble(step);
        if (share == 0) {
            return;
        }
        JniUtils.setGradMode(false);
        network.params().forEach((name, param) -> {
            NDArray average = Objects.requireNonNull(averages.get(name), name);
            try (NDArray part = param.mul(share)) {
                average.muli(1 - share).addi(part);
            }
        });
    }

    /** A copy of the average as it is now. */
    public Weights weights() {
        return network.weights(averages);
    }

    /** Puts the average back to what {@link #weights} gave. */
    void restore(Map<String, Tensor> tensors) {
        averages.forEach(
                (name, average) -> DjlNetwork.overwrite(average, Objects.requireNonNull(tensors.get(name), name)));
    }
}
