package io.freebies.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.freebies.graph.ParamSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Carries arrays that are shaped like parameters from device to device, many in one message: most of a network's are so
 * small that each alone would cost the wait for a message.
 */
final class Buckets {
    /** 25 MB, from where on transfers are as fast as the link. */
    private static final long MOST_NUMBERS = 25_000_000 / Float.BYTES;

    private final Map<String, ParamSpec> specs;
    private final List<List<String>> buckets = new ArrayList<>();

    /** For the parameters that are chosen, in their order. */
    Buckets(Map<String, ParamSpec> specs, Predicate<ParamSpec> chosen) {
        this.specs = specs;
        long numbers = MOST_NUMBERS;
        for (ParamSpec spec : specs.values()) {
            if (!chosen.test(spec)) {
                continue;
            }
            long own = spec.value().shape().elements();
            if (numbers + own > MOST_NUMBERS) {
                buckets.add(new ArrayList<>());
                numbers = 0;
            }
            buckets.get(buckets.size() - 1).add(spec.name());
            numbers += own;
        }
    }

    /**
     * Carries them all, without gradients.
     *
     * @param source by name
     * @param from owns what is made on the way
     * @param to on the target's device
     * @param sink is given each by name, in the parameter's shape; it may not keep it
     */
    void carry(Function<String, NDArray> source, NDManager from, NDManager to, BiConsumer<String, NDArray> sink) {
        for (List<String> names : buckets) {
            try (NDManager scope = from.newSubManager()) {
                NDList flat = new NDList();
                for (String name : names) {
                    NDArray one = source.apply(name).flatten();
                    one.attach(scope);
                    flat.add(one);
                }
                NDArray message = NDArrays.concat(flat).toDevice(to.getDevice(), false);
                NDList parts = message.split(ends(names));
                for (int i = 0; i < names.size(); i++) {
                    String name = names.get(i);
                    sink.accept(
                            name,
                            parts.get(i).reshape(spec(name).value().shape().toArray()));
                }
            }
        }
    }

    /** The parameters' names. */
    List<String> names() {
        return buckets.stream().flatMap(List::stream).toList();
    }

    /** Where each but the last ends. */
    private long[] ends(List<String> names) {
        long[] ends = new long[names.size() - 1];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += spec(names.get(i)).value().shape().elements();
            ends[i] = end;
        }
        return ends;
    }

    private ParamSpec spec(String name) {
        return Objects.requireNonNull(specs.get(name), name);
    }
}
