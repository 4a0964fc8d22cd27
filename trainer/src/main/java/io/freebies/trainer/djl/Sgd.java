package io.freebies.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.freebies.graph.ParamSpec;
import io.freebies.graph.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
     * @param factor by which the gradients are too large
     * @param step owns what is made on the way
     * @return the norm of the whole gradient before clipping; if it is not finite nothing was updated
     */
    public double update(double rate, double factor, NDManager step) {
        JniUtils.setGradMode(false);
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        buffers.keySet().forEach(name -> gradients.put(name, DjlNetwork.gradient(param(name), step)));
        double norm = norm(List.copyOf(gradients.values()), step) / factor;
        if (!Double.isFinite(norm)) {
            buffers.keySet().forEach(name -> JniUtils.zeroGrad((PtNDArray) param(name)));
            return norm;
        }
        double clip = clipNorm.isPresent() && norm > clipNorm.get() ? clipNorm.get() / norm : 1;
        float scale = (float) (clip / factor);
        update(gradients, true, (float) rate, scale, step);
        update(gradients, false, (float) rate, scale, step);
        return norm;
    }

    /** Those parameters that decay, or those that do not. */
    private void update(Map<String, NDArray> gradients, boolean decay, float rate, float scale, NDManager step) {
        List<String> names = buffers.keySet().stream()
                .filter(name -> decays.test(spec(name)) == decay)
                .toList();
        if (names.isEmpty()) {
            return;
        }
        List<NDArray> own = new ArrayList<>();
        names.forEach(name -> own.add(Objects.requireNonNull(gradients.get(name), name)));
        JitKernels.sgd(
                names.stream().map(this::param).toList(),
                own,
                names.stream().map(this::buffer).toList(),
                rate,
                decay ? weightDecay : 0,
                scale,
                momentum,
                step);
    }

    private static double norm(List<NDArray> gradients, NDManager step) {
        double sum = 0;
        for (float squares : JitKernels.sumsOfSquares(gradients, step)) {
            sum += squares;
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
