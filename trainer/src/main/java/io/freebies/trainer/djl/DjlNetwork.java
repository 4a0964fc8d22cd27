package io.freebies.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.freebies.graph.Constant;
import io.freebies.graph.Graph;
import io.freebies.graph.ParamSpec;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.run.Recipe.Precision;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A network's parameters on the engine; any graph that declares the same parameters runs on them. */
public final class DjlNetwork implements AutoCloseable {
    private final NDManager manager;
    private final Map<String, ParamSpec> specs;
    private final Map<String, NDArray> params = new LinkedHashMap<>();

    /**
     * Copies the weights to a device.
     *
     * @param device {@code cpu} or the number of a CUDA device
     * @throws io.freebies.failure.Failure (environment) if there is no such device
     */
    public static DjlNetwork open(String device, Graph trunk, Weights weights) {
        return new DjlNetwork(DjlEngine.open(device), trunk, weights);
    }

    /** Takes over the manager and closes it in the end. */
    DjlNetwork(NDManager manager, Graph trunk, Weights weights) {
        this.manager = manager;
        this.specs = trunk.paramsByName();
        specs.forEach((name, spec) -> {
            NDArray array = create(manager, weights.get(name));
            array.setRequiresGradient(spec.role().trained());
            params.put(name, array);
        });
    }

    private static NDArray create(NDManager manager, Tensor tensor) {
        return manager.create(tensor.data(), new Shape(tensor.shape().toArray()));
    }

    /** The manager that the parameters live in; a step works in a sub-manager. */
    NDManager manager() {
        return manager;
    }

    /** What the parameters are for, by name. */
    public Map<String, ParamSpec> specs() {
        return specs;
    }

    /** The parameters, by name. */
    Map<String, NDArray> params() {
        return params;
    }

    /** The outputs of a graph in training, differentiable; call within a gradient collector. */
    NDList train(Graph graph, NDArray images, Norms norms, Precision precision) {
        return DjlLowering.train(graph, leaves(graph, images), norms, precision);
    }

    /** The outputs of a graph by the running statistics, without gradients. */
    NDList evaluate(Graph graph, NDArray images) {
        JniUtils.setGradMode(false);
        return DjlLowering.evaluate(graph, leaves(graph, images), Norms.RUNNING);
    }

    /**
     * Lets the norms see a batch, whose statistics become part of the running ones' plain mean.
     *
     * @param batches how many came before
     */
    void observe(Graph graph, NDArray images, int batches) {
        JniUtils.setGradMode(false);
        DjlLowering.evaluate(graph, leaves(graph, images), Norms.meanAfter(batches));
    }

    private Map<String, NDArray> leaves(Graph graph, NDArray images) {
        Map<String, NDArray> leaves = new HashMap<>(params);
        leaves.put(graph.inputs().get(0).name(), images);
        for (Constant constant : graph.constants()) {
            leaves.put(constant.value().name(), create(images.getManager(), constant.tensor()));
        }
        return leaves;
    }

    /** A copy of the parameters as they are now. */
    public Weights weights() {
        return weights(params);
    }

    /** A copy of arrays that are shaped like the parameters. */
    Weights weights(Map<String, NDArray> arrays) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        arrays.forEach((name, array) -> tensors.put(
                name,
                new Tensor(Objects.requireNonNull(specs.get(name), name).value().shape(), array.toFloatArray())));
        return new Weights(tensors, Map.of());
    }

    /** Puts the parameters back to what {@link #weights()} gave. */
    public void restore(Weights weights) {
        params.forEach((name, array) -> overwrite(array, weights.get(name)));
    }

    /** Copies numbers into an array; the engine's own way leaves it pointing into a buffer of the Java side. */
    static void overwrite(NDArray array, Tensor tensor) {
        JniUtils.setGradMode(false);
        try (NDArray source = create(array.getManager(), tensor)) {
            source.copyTo(array);
        }
    }

    /** The gradient of a parameter, owned by {@code step}. */
    static NDArray gradient(NDArray param, NDManager step) {
        NDArray gradient = JniUtils.getGradient((PtNDArray) param);
        gradient.attach(step);
        return gradient;
    }

    @Override
    public void close() {
        manager.close();
    }
}
