package io.freebies.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Named tensors with where they came from: what a run learned, and what a safetensors file holds.
 *
 * @param tensors by parameter name, in order
 * @param metadata free text by key: the detector's spec, fingerprint, provenance
 */
public record Weights(Map<String, Tensor> tensors, Map<String, String> metadata) {
    /** Keeps the order of both maps. */
    public Weights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Fresh weights for a graph.
     *
     * @param streams a generator per parameter name, so that adding a layer changes no other
     */
    public static Weights initial(Graph graph, Function<String, SplittableRandom> streams) {
        List<ParamSpec> params = graph.params();
        // Streams are asked for in order, since asking may depend on it; drawing from them does not.
        List<SplittableRandom> ordered =
                params.stream().map(param -> streams.apply(param.name())).toList();
        List<Tensor> drawn = IntStream.range(0, params.size())
                .parallel()
                .mapToObj(i ->
                        params.get(i).initialiser().create(params.get(i).value().shape(), ordered.get(i)))
                .toList();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < drawn.size(); i++) {
            tensors.put(params.get(i).name(), drawn.get(i));
        }
        return new Weights(tensors, Map.of());
    }

    /** The tensor of that name. */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor named " + name);
        }
        return tensor;
    }

    /** The same tensors under other metadata. */
    public Weights withMetadata(Map<String, String> other) {
        return new Weights(tensors, other);
    }

    /**
     * SHA-256 over name, shape and numbers of every tensor in order of name: the same wherever the weights are stored,
     * whatever their metadata.
     */
    public String sha256() {
        MessageDigest digest = Sha256.digest();
        new TreeMap<>(tensors).forEach((name, tensor) -> {
            digest.update((name + " " + tensor.shape() + "\n").getBytes(StandardCharsets.UTF_8));
            update(digest, tensor.data());
        });
        return Sha256.hex(digest);
    }

    /** Little-endian bytes, a piece at a time: all at once they would take as much memory again. */
    private static void update(MessageDigest digest, float[] numbers) {
        ByteBuffer piece = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < numbers.length; from += piece.capacity() / Float.BYTES) {
            int count = Math.min(piece.capacity() / Float.BYTES, numbers.length - from);
            piece.asFloatBuffer().put(numbers, from, count);
            digest.update(piece.array(), 0, count * Float.BYTES);
        }
    }

    /** How these tensors fail to be the graph's parameters: missing, unexpected and misshapen, all of them. */
    public List<String> mismatches(Graph graph) {
        List<String> problems = new ArrayList<>();
        Map<String, ParamSpec> expected = graph.paramsByName();
        expected.forEach((name, param) -> {
            Tensor found = tensors.get(name);
            if (found == null) {
                problems.add("missing " + name + " " + param.value().shape());
            } else if (!found.shape().equals(param.value().shape())) {
                problems.add(name + ": expected " + param.value().shape() + ", found " + found.shape());
            }
        });
        tensors.forEach((name, tensor) -> {
            if (!expected.containsKey(name)) {
                problems.add("unexpected " + name + " " + tensor.shape());
            }
        });
        return problems;
    }
}
