package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.freebies.failure.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A graph as text that does not depend on names or on the order of nodes in the file: nodes are numbered as a walk from
 * the outputs to the inputs finishes them, learned tensors as it meets them. Because inputs and outputs are ordered, the
 * walk is forced, so two graphs have the same text if and only if they are the same graph up to names. Dead ends are
 * walked last, in the file's order.
 */
final class CanonicalForm {
    private final OnnxGraph graph;
    private final List<String> lines = new ArrayList<>();
    private final Map<OnnxNode, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> learned = new HashMap<>();
    private final Map<String, Integer> captured = new LinkedHashMap<>();

    private CanonicalForm(OnnxGraph graph) {
        this.graph = graph;
    }

    static CanonicalForm of(OnnxGraph graph) {
        CanonicalForm form = new CanonicalForm(graph);
        TypeText types = new TypeText();
        graph.inputs().forEach(input -> form.lines.add("input " + types.nameFree(input)));
        for (ValueInfoProto output : graph.outputs()) {
            if (graph.source(output.getName()) instanceof Source.Made made) {
                form.walk(made.node());
            }
            form.lines.add("output " + form.reference(output.getName()) + " " + types.nameFree(output));
        }
        graph.deadEnds().forEach(form::walk);
        graph.unused().forEach(tensor -> form.lines.add("unused " + tensor));
        if (form.numbers.size() != graph.nodes().size()) {
            throw cyclic(graph.nodes().stream()
                    .filter(node -> !form.numbers.containsKey(node))
                    .findFirst()
                    .orElseThrow());
        }
        return form;
    }

    private static Failure cyclic(OnnxNode node) {
        return Failure.data("node '" + node.name() + "' (" + node.type()
                + ") depends on itself; the file is damaged, write it again");
    }

    /** One line per input, node, output and unused tensor. */
    String text() {
        return String.join("\n", lines);
    }

    /** Names that the graph reads but does not make, in the order in which they are met. */
    List<String> captured() {
        return List.copyOf(captured.keySet());
    }

    /** Emits a node after everything it depends on. */
    private void walk(OnnxNode root) {
        Deque<OnnxNode> open = new ArrayDeque<>();
        Set<OnnxNode> entered = new HashSet<>();
        if (!numbers.containsKey(root)) {
            open.push(root);
        }
        while (!open.isEmpty()) {
            OnnxNode node = open.peek();
            entered.add(node);
            Optional<OnnxNode> next = node.inputs().stream()
                    .map(graph::source)
                    .filter(Source.Made.class::isInstance)
                    .map(source -> ((Source.Made) source).node())
                    .filter(maker -> !numbers.containsKey(maker))
                    .findFirst();
            if (next.isEmpty()) {
                emit(open.pop());
            } else if (entered.contains(next.get())) {
                throw cyclic(node);
            } else {
                open.push(next.get());
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
            int number = learned.computeIfAbsent(name, n -> learned.size());
            return "learned " + number + " " + TensorContent.type(l.tensor());
        } else if (source instanceof Source.Fixed fixed) {
            return "constant " + TensorContent.exact(fixed.tensor());
        } else if (source instanceof Source.Captured) {
            return "outer " + captured.computeIfAbsent(name, n -> captured.size());
        }
        return "-";
    }
}
