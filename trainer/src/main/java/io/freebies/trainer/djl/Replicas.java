package io.freebies.trainer.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import io.freebies.graph.Graph;
import io.freebies.graph.ParamSpec;
import io.freebies.graph.Weights;
import io.freebies.trainer.loss.Loss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Copies of a network on several devices that find the gradient of one batch together. All state is the first copy's, the
 * master's; the others are given its numbers at the beginning of each step, so nothing else has to know of them.
 */
public final class Replicas implements AutoCloseable {
    private final List<DjlNetwork> networks;
    private final GradientRule rule;
    private final Workers workers;
    private final Buckets everything;
    private final Buckets trained;
    private final Buckets running;

    /** Takes over the networks, alike and at least one, and closes them in the end. */
    Replicas(List<DjlNetwork> networks, GradientRule rule) {
        this.networks = List.copyOf(networks);
        this.rule = rule;
        this.workers = new Workers(networks.size());
        Map<String, ParamSpec> specs = master().specs();
        this.everything = new Buckets(specs, spec -> true);
        this.trained = new Buckets(specs, spec -> spec.role().trained());
        this.running = new Buckets(specs, spec -> !spec.role().trained());
    }

    /**
     * Copies the weights to every device.
     *
     * @throws io.freebies.failure.Failure (environment) if one is not there
     */
    public static Replicas open(Devices devices, Graph trunk, Weights weights, GradientRule rule) {
        List<DjlNetwork> networks = new ArrayList<>();
        try {
            devices.each().forEach(device -> networks.add(DjlNetwork.open(device, trunk, weights)));
        } catch (RuntimeException e) {
            networks.forEach(DjlNetwork::close);
            throw e;
        }
        return new Replicas(networks, rule);
    }

    /** The copy that has the state. */
    public DjlNetwork master() {
        return networks.get(0);
    }

    /** How many copies there are. */
    int count() {
        return networks.size();
    }

    /** How gradients are found. */
    GradientRule rule() {
        return rule;
    }

    /**
     * Leaves at the master's parameters the gradient of the loss of all portions together, each part weighted by its
     * pictures. If a term is not finite it leaves none. The running statistics have seen the portions, one after the other,
     * as far as the terms were finite.
     *
     * @param graph the network for the parts' pictures
     * @param portions at least one, each of one part per replica
     * @param factor of the gradient
     * @return the terms of the loss, per picture, without the factor
     * @throws RuntimeException the first replica's that failed; by then all have stopped
     */
    <T> Map<String, Float> gradient(Graph graph, List<List<Part<T>>> portions, Loss<T> loss, double factor) {
        share(everything);
        int pictures = portions.stream().mapToInt(Replicas::pictures).sum();
        double[] sums = new double[loss.names().size()];
        boolean finite = true;
        for (int i = 0; i < portions.size() && finite; i++) {
            if (i > 0) {
                share(running);
            }
            double share = (double) pictures(portions.get(i)) / pictures;
            float[] terms = gradientOfOne(graph, portions.get(i), loss, share * factor);
            for (int term = 0; term < terms.length; term++) {
                sums[term] += share * terms[term];
                finite &= Float.isFinite(terms[term]);
            }
        }
        if (finite) {
            addGradients();
        } else {
            networks.forEach(this::zeroGradients);
        }
        Map<String, Float> whole = new LinkedHashMap<>();
        for (int term = 0; term < sums.length; term++) {
            whole.put(loss.names().get(term), (float) sums[term]);
        }
        return whole;
    }

    private static int pictures(List<? extends Part<?>> portion) {
        return portion.stream().mapToInt(Part::pictures).sum();
    }

    private <T> float[] gradientOfOne(Graph graph, List<Part<T>> parts, Loss<T> loss, double factor) {
        List<NDManager> scopes = scopes();
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            Step<T> step = new Step<>(graph, parts, loss, scopes, factor);
            float[] terms = step.forward();
            if (finite(terms)) {
                step.backward(collector);
            }
            step.averageRunningStatistics();
            return terms;
        } finally {
            scopes.forEach(NDManager::close);
        }
    }

    private static boolean finite(float[] terms) {
        for (float term : terms) {
            if (!Float.isFinite(term)) {
                return false;
            }
        }
        return true;
    }

    private List<NDManager> scopes() {
        return networks.stream()
                .map(network -> network.manager().newSubManager())
                .toList();
    }

    /** Adds the others' gradients to the master's, and zeroes theirs. */
    private void addGradients() {
        if (count() == 1) {
            return;
        }
        JniUtils.setGradMode(false);
        List<NDManager> scopes = scopes();
        try {
            for (int replica = 1; replica < count(); replica++) {
                DjlNetwork other = networks.get(replica);
                NDManager scope = scopes.get(replica);
                trained.carry(
                        name -> DjlNetwork.gradient(param(other, name), scope),
                        scope,
                        master().manager(),
                        (name, gradient) -> DjlNetwork.gradient(param(master(), name), scopes.get(0))
                                .addi(gradient));
                zeroGradients(other);
            }
        } finally {
            scopes.forEach(NDManager::close);
        }
    }

    private void zeroGradients(DjlNetwork network) {
        trained.names().forEach(name -> JniUtils.zeroGrad((PtNDArray) param(network, name)));
    }

    /** Gives the master's numbers to the others. */
    private void share(Buckets numbersToShare) {
        JniUtils.setGradMode(false);
        for (DjlNetwork other : networks.subList(1, count())) {
            numbersToShare.carry(
                    name -> param(master(), name),
                    master().manager(),
                    other.manager(),
                    (name, numbers) -> param(other, name).set(new NDIndex("..."), numbers));
        }
    }

    private static NDArray param(DjlNetwork network, String name) {
        return Objects.requireNonNull(network.params().get(name), name);
    }

    /** One step's way there and back. */
    private final class Step<T> {
        private final Graph graph;
        private final List<Part<T>> parts;
        private final Loss<T> loss;
        private final List<NDManager> scopes;
        private final double factor;
        private final float[] shares;
        private final NormExchange exchange;
        /** By replica, each written by its own thread. */
        private final float[][] terms;

        private final NDArray[] losses;

        Step(Graph graph, List<Part<T>> parts, Loss<T> loss, List<NDManager> scopes, double factor) {
            this.graph = graph;
            this.parts = parts;
            this.loss = loss;
            this.scopes = scopes;
            this.factor = factor;
            List<Integer> pictures = parts.stream().map(Part::pictures).toList();
            int all = pictures.stream().mapToInt(part -> part).sum();
            this.shares = new float[count()];
            for (int i = 0; i < count(); i++) {
                shares[i] = (float) pictures.get(i) / all;
            }
            this.exchange = new NormExchange(scopes, pictures);
            this.terms = new float[count()][];
            this.losses = new NDArray[count()];
        }

        private boolean joint() {
            return count() > 1 && rule.norms() == NormStatistics.OF_WHOLE_BATCH;
        }

        /** The terms of the loss of all parts, per picture. */
        float[] forward() {
            workers.all(this::forward, exchange::release);
            float[] whole = new float[loss.names().size()];
            for (int term = 0; term < whole.length; term++) {
                double sum = 0;
                for (int replica = 0; replica < count(); replica++) {
                    sum += (double) shares[replica] * terms[replica][term];
                }
                whole[term] = (float) sum;
            }
            return whole;
        }

        private void forward(int replica) {
            JniUtils.setGradMode(true);
            Part<T> part = parts.get(replica);
            NDArray images = part.images().apply(scopes.get(replica));
            NDList outputs = networks.get(replica).train(graph, images, norms(replica), rule.precision());
            NDList values = loss.terms(outputs, part.targets());
            terms[replica] = new float[values.size()];
            for (int term = 0; term < values.size(); term++) {
                terms[replica][term] = values.get(term).getFloat();
            }
            NDArray sum = values.stream().reduce(NDArray::add).orElseThrow();
            float weight = (float) (shares[replica] * factor);
            losses[replica] = weight == 1 ? sum : sum.mul(scopes.get(replica).create(weight));
        }

        private Norms norms(int replica) {
            Norms norms = joint() ? exchange.of(replica) : Norms.OF_BATCH;
            return (op, x, mean, variance, scale, shift) -> {
                workers.requireNoFailure();
                return norms.normalise(op, x, mean, variance, scale, shift);
            };
        }

        void backward(GradientCollector collector) {
            if (joint()) {
                JniUtils.setGradMode(true);
                NDList all = new NDList();
                for (NDArray part : losses) {
                    all.add(NormExchange.copy(part, scopes.get(0)));
                }
                collector.backward(NDArrays.stack(all).sum());
            } else {
                workers.all(replica -> collector.backward(losses[replica]), exchange::release);
            }
        }

        /**
         * By the parts' pictures; after the way back, which needs them as they are. Where norms are synchronised only the
         * master's have moved, and they are the whole's.
         */
        void averageRunningStatistics() {
            if (count() == 1 || joint()) {
                return;
            }
            JniUtils.setGradMode(false);
            running.names().forEach(name -> param(master(), name).muli(shares[0]));
            for (int replica = 1; replica < count(); replica++) {
                DjlNetwork other = networks.get(replica);
                float share = shares[replica];
                running.carry(
                        name -> param(other, name),
                        scopes.get(replica),
                        master().manager(),
                        (name, numbers) -> param(master(), name).addi(numbers.mul(share)));
            }
        }
    }

    @Override
    public void close() {
        workers.close();
        networks.forEach(DjlNetwork::close);
    }
}
