package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.freebies.graph.Sha256;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A graph as text that does not depend on names or on the order of nodes in the file: nodes are numbered as a walk from
 * the outputs to the inputs finishes them, learned tensors as it meets them. Because inputs and outputs are ordered, the
 * walk is forced, so two graphs have the same text if and only if they are the same graph up to names.
 *
 * <p>Dead ends have no order; they are walked last, sorted by a Merkle hash whose leaves are what the walk has numbered
 * before. Only what dead ends share with each other and with nothing else is invisible to that order.
 */
public final class CanonicalForm {
    private final OnnxGraph graph;
    private final List<String> lines = new ArrayList<>();
    private final Map<OnnxNode, Integer> numbers = new LinkedHashMap<>();
    private final Map<String, Integer> learned = new HashMap<>();
    private final Map<String, Integer> captured = new LinkedHashMap<>();

    private CanonicalForm(OnnxGraph graph) {
        this.graph = graph;
    }

    /** Walks a graph. */
    public static CanonicalForm of(OnnxGraph graph) {
        CanonicalForm form = new CanonicalForm(graph);
        TypeText types = new TypeText();
        graph.inputs().forEach(input -> form.lines.add("input " + types.nameFree(input)));
        for (ValueInfoProto output : graph.outputs()) {
            if (graph.source(output.getName()) instanceof Source.Made made) {
                form.walk(made.node(), form.numbers::containsKey, form::emit);
            }
            form.lines.add("output " + form.reference(output.getName()) + " " + types.nameFree(output));
        }
        form.deadEndsInOrder().forEach(node -> form.walk(node, form.numbers::containsKey, form::emit));
        graph.unused().forEach(tensor -> form.lines.add("unused " + tensor));
        return form;
    }

    /** One line per input, node, output and unused tensor. */
    public String text() {
        return String.join("\n", lines);
    }

    /** All nodes in the order of their numbers: each after what it reads from. */
    public List<OnnxNode> nodes() {
        return List.copyOf(numbers.keySet());
    }

    /** Nodes that nothing depends on, in the order of their numbers. */
    public List<OnnxNode> deadEnds() {
        Set<OnnxNode> dead = new HashSet<>(graph.deadEnds());
        return numbers.keySet().stream().filter(dead::contains).toList();
    }

    /** Names that the graph reads but does not make, in the order in which they are met. */
    List<String> captured() {
        return List.copyOf(captured.keySet());
    }

    /** Visits a node and everything it depends on that is not done yet, each after what it reads from. */
    private void walk(OnnxNode root, Predicate<OnnxNode> done, Consumer<OnnxNode> visit) {
        Deque<OnnxNode> path = new ArrayDeque<>(List.of(root));
        Deque<Integer> next = new ArrayDeque<>(List.of(0));
        while (!path.isEmpty()) {
            OnnxNode node = path.element();
            int slot = next.pop();
            if (done.test(node)) {
                path.pop();
            } else if (slot == node.inputs().size()) {
                visit.accept(path.pop());
            } else {
                next.push(slot + 1);
                if (graph.source(node.inputs().get(slot)) instanceof Source.Made made) {
                    path.push(made.node());
                    next.push(0);
                }
            }
        }
    }

    private void emit(OnnxNode node) {
        List<String> references = node.inputs().stream().map(this::reference).toList();
        numbers.put(node, numbers.size());
        lines.add(node.head() + " " + references);
    }

    private String reference(String name) {
        Source source = graph.source(name);
        if (source instanceof Source.Made made) {
            return "#" + numbers.get(made.node()) + "." + made.slot();
        } else if (source instanceof Source.Fed fed) {
            return "input " + fed.position();
        } else if (source instanceof Source.Learned l) {
            return "learned " + learned.computeIfAbsent(name, n -> learned.size()) + " " + l.exact();
        } else if (source instanceof Source.Fixed fixed) {
            return "constant " + fixed.exact();
        } else if (source instanceof Source.Captured) {
            return "outer " + captured.computeIfAbsent(name, n -> captured.size());
        }
        return "-";
    }

    private List<OnnxNode> deadEndsInOrder() {
        Map<OnnxNode, String> hashes = new HashMap<>();
        Predicate<OnnxNode> done = node -> numbers.containsKey(node) || hashes.containsKey(node);
        List<OnnxNode> ends = new ArrayList<>(graph.deadEnds());
        ends.forEach(end -> walk(end, done, node -> hashes.put(node, hash(node, hashes))));
        ends.sort(Comparator.comparing(end -> hashes.getOrDefault(end, "")));
        return ends;
    }

    private String hash(OnnxNode node, Map<OnnxNode, String> hashes) {
        List<String> inputs = new ArrayList<>();
        for (String name : node.inputs()) {
            Source source = graph.source(name);
            if (source instanceof Source.Made made && hashes.containsKey(made.node())) {
                inputs.add(hashes.get(made.node()) + "." + made.slot());
            } else if (source instanceof Source.Learned l) {
                inputs.add("learned " + learned.getOrDefault(name, -1) + " " + l.exact());
            } else if (source instanceof Source.Captured) {
                inputs.add("outer " + captured.getOrDefault(name, -1));
            } else {
                inputs.add(reference(name));
            }
        }
        return Sha256.of(node.head() + inputs);
    }
}
