package io.freebies.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.freebies.graph.ParamSpec;
import io.freebies.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Stochastic gradient descent in the reference's form (section 6), the rate inside the momentum buffer:
 * {@code m = momentum m + rate (g + decay w); w = w - m}. Differs from the other common form when the rate changes.
 */
public final class Sgd {
    private final DjlNetwork network;
    private final float momentum;
    private final float weightDecay;
    private final Optional<Double> clipNorm;
    private final Predicate<ParamSpec> decays;
    private final Map<String, NDArray> buffers = new LinkedHashMap<>();

    /**
     * An optimiser with momentum buffers of zero.
     *
     * @param decays the seam for weight decay: whether a parameter decays
     * @param clipNorm largest norm of the whole gradient
     */
    public Sgd(
            DjlNetwork network,
            double momentum,
            double weightDecay,
            Predicate<ParamSpec> decays,
            Optional<Double> clipNorm) {
        this.network = network;
        this.momentum = (float) momentum;
        this.weightDecay = (float) weightDecay;
        this.decays = decays;
        this.clipNorm = clipNorm;
        network.specs().forEach((name, spec) -> {
            if (spec.role().trained()) {
                buffers.put(name, param(name).zerosLike());
            }
        });
    }

    /**
     * Updates every trained parameter from its gradient and zeroes the gradient.
     *
     * @param rate learning rate
     * @param step owns what is made on the way
     * @return the norm of the whole gradient before clipping; if it is not finite nothing was updated
     */
    public double update(double rate, NDManager step) {
        JniUtils.setGradMode(false);
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        buffers.keySet().forEach(name -> gradients.put(name, DjlNetwork.gradient(param(name), step)));
        double norm = norm(gradients);
        if (!Double.isFinite(norm)) {
            buffers.keySet().forEach(name -> JniUtils.zeroGrad((PtNDArray) param(name)));
            return norm;
        }
        float scale = clipNorm.isPresent() && norm > clipNorm.get() ? (float) (clipNorm.get() / norm) : 1;
        gradients.forEach((name, gradient) -> {
            PtNDArray param = (PtNDArray) param(name);
            float decay = decays.test(spec(name)) ? weightDecay : 0;
            PtNDArray buffer = (PtNDArray) buffer(name);
            JniUtils.sgdUpdate(param, (PtNDArray) gradient, buffer, (float) rate, decay, scale, -1f, momentum);
            JniUtils.zeroGrad(param);
        });
        return norm;
    }

    private static double norm(Map<String, NDArray> gradients) {
        double sum = 0;
        for (NDArray gradient : gradients.values()) {
            NDArray squares = gradient.square().sum();
            sum += squares.getFloat();
        }
        return Math.sqrt(sum);
    }

    /** The momentum buffers by parameter name. */
    public Map<String, Tensor> momenta() {
        Map<String, Tensor> momenta = new LinkedHashMap<>();
        buffers.forEach((name, buffer) ->
                momenta.put(name, new Tensor(spec(name).value().shape(), buffer.toFloatArray())));
        return momenta;
    }

    /** Puts the buffers back to what {@link #momenta} gave. */
    public void restore(Map<String, Tensor> momenta) {
        buffers.forEach(
                (name, buffer) -> DjlNetwork.overwrite(buffer, Objects.requireNonNull(momenta.get(name), name)));
    }

    private NDArray param(String name) {
        return Objects.requireNonNull(network.params().get(name), name);
    }

    private NDArray buffer(String name) {
        return Objects.requireNonNull(buffers.get(name), name);
    }

    private ParamSpec spec(String name) {
        return Objects.requireNonNull(network.specs().get(name), name);
    }
}
