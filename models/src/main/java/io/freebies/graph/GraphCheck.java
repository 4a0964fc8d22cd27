package io.freebies.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What every graph must satisfy: a table of rules, each answering with the problems it finds. */
public final class GraphCheck {
    private static final List<Function<Graph, List<String>>> RULES = List.of(
            GraphCheck::namesAreUnique,
            GraphCheck::nodesAreInTopologicalOrder,
            GraphCheck::everyParameterIsUsedOnce,
            GraphCheck::shapesAgree,
            GraphCheck::outputsAreMade,
            GraphCheck::everyNodeReachesAnOutput);

    private GraphCheck() {}

    /** Every broken rule, one line each; empty for a sound graph. */
    public static List<String> problems(Graph graph) {
        return RULES.stream().flatMap(rule -> rule.apply(graph).stream()).toList();
    }

    private static Stream<Value> declared(Graph graph) {
        Stream<Value> leaves = Stream.of(
                        graph.inputs().stream(),
                        graph.params().stream().map(ParamSpec::value),
                        graph.constants().stream().map(Constant::value))
                .flatMap(s -> s);
        return Stream.concat(leaves, graph.nodes().stream().flatMap(n -> n.outputs().stream()));
    }

    private static List<String> namesAreUnique(Graph graph) {
        Set<String> seen = new HashSet<>();
        return declared(graph)
                .filter(v -> !seen.add(v.name()))
                .map(v -> "the name " + v.name() + " is declared twice")
                .toList();
    }

    private static List<String> nodesAreInTopologicalOrder(Graph graph) {
        List<String> problems = new ArrayList<>();
        Set<Value> known = new HashSet<>();
        graph.inputs().forEach(known::add);
        graph.params().forEach(p -> known.add(p.value()));
        graph.constants().forEach(c -> known.add(c.value()));
        for (Node node : graph.nodes()) {
            node.inputs().stream()
                    .filter(v -> !known.contains(v))
                    .forEach(v ->
                            problems.add("node " + node.name() + " reads " + v + ", which nothing before it makes"));
            known.addAll(node.outputs());
        }
        return problems;
    }

    private static List<String> everyParameterIsUsedOnce(Graph graph) {
        Map<String, Integer> uses = graph.uses();
        return graph.params().stream()
                .filter(p -> uses.getOrDefault(p.name(), 0) != 1)
                .map(p -> "expected parameter " + p.name() + " to be used once, found " + uses.getOrDefault(p.name(), 0)
                        + " uses")
                .toList();
    }

    private static List<String> shapesAgree(Graph graph) {
        List<String> problems = new ArrayList<>();
        for (Node node : graph.nodes()) {
            try {
                List<ShapeInference.Type> expected = ShapeInference.infer(node.op(), node.inputs());
                List<ShapeInference.Type> found = node.outputs().stream()
                        .map(v -> new ShapeInference.Type(v.dtype(), v.shape()))
                        .toList();
                if (!expected.equals(found)) {
                    problems.add("node " + node.name() + ": expected outputs " + expected + ", found " + found);
                }
            } catch (IllegalArgumentException e) {
                problems.add("node " + node.name() + ": " + e.getMessage());
            }
        }
        return problems;
    }

    private static List<String> outputsAreMade(Graph graph) {
        Set<Value> made = new HashSet<>(declared(graph).toList());
        List<String> problems = new ArrayList<>(graph.outputs().stream()
                .filter(v -> !made.contains(v))
                .map(v -> "nothing makes output " + v)
                .toList());
        if (graph.outputs().isEmpty()) {
            problems.add("there is no output");
        }
        return problems;
    }

    private static List<String> everyNodeReachesAnOutput(Graph graph) {
        Map<String, Node> producer = new HashMap<>();
        graph.nodes().forEach(n -> n.outputs().forEach(v -> producer.put(v.name(), n)));
        Set<String> reached = new HashSet<>();
        List<Value> open = new ArrayList<>(graph.outputs());
        while (!open.isEmpty()) {
            Node node = producer.get(open.remove(open.size() - 1).name());
            if (node != null && reached.add(node.name())) {
                open.addAll(node.inputs());
            }
        }
        return graph.nodes().stream()
                .filter(n -> !reached.contains(n.name()))
                .map(n -> "node " + n.name() + " reaches no output")
                .toList();
    }
}
