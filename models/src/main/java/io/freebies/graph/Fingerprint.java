package io.freebies.graph;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * SHA-256 of what a graph computes before anything is learned: operators, attributes, edges, shapes and types; learned
 * tensors by shape and type, constants by value. Names do not count, so two graphs that differ in names only are equal.
 */
public final class Fingerprint {
    private final MessageDigest digest = Sha256.digest();
    private final Map<String, Integer> numbers = new HashMap<>();

    private Fingerprint() {}

    /** 64 lower-case hexadecimal digits. */
    public static String of(Graph graph) {
        Fingerprint fingerprint = new Fingerprint();
        graph.inputs().forEach(v -> fingerprint.leaf("input", v));
        graph.params().forEach(p -> fingerprint.leaf("param", p.value()));
        for (Constant constant : graph.constants()) {
            fingerprint.leaf("constant", constant.value());
            for (float number : constant.tensor().data()) {
                fingerprint.add(Integer.toHexString(Float.floatToIntBits(number)));
            }
        }
        for (Node node : graph.nodes()) {
            fingerprint.add(GraphText.attributes((Record) node.op()));
            fingerprint.edges(node.inputs());
            node.outputs().forEach(v -> fingerprint.leaf("value", v));
        }
        fingerprint.edges(graph.outputs());
        return Sha256.hex(fingerprint.digest);
    }

    private void leaf(String kind, Value value) {
        numbers.put(value.name(), numbers.size());
        add(kind + " " + value.dtype() + " " + value.shape());
    }

    private void edges(List<Value> values) {
        values.forEach(v -> add("#" + numbers.get(v.name())));
        add(".");
    }

    private void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
