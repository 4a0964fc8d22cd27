package io.freebies.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network as data: the one description from which training, export, shapes, fingerprint and cost are derived. Made by
 * {@link GraphBuilder}, which guarantees {@link GraphCheck}'s rules.
 *
 * @param name what it is
 * @param inputs fed by the caller
 * @param params learned
 * @param constants part of the architecture
 * @param nodes in topological order
 * @param outputs what the caller gets
 */
public record Graph(
        String name,
        List<Value> inputs,
        List<ParamSpec> params,
        List<Constant> constants,
        List<Node> nodes,
        List<Value> outputs) {
    /** Copies the lists. */
    public Graph {
        inputs = List.copyOf(inputs);
        params = List.copyOf(params);
        constants = List.copyOf(constants);
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
    }

    /** The parameters by name, in order of declaration. */
    public Map<String, ParamSpec> paramsByName() {
        Map<String, ParamSpec> byName = new LinkedHashMap<>();
        params.forEach(p -> byName.put(p.name(), p));
        return byName;
    }

    /** How many nodes or outputs read each value, by name; values that nobody reads are absent. */
    public Map<String, Integer> uses() {
        Map<String, Integer> uses = new LinkedHashMap<>();
        nodes.forEach(node -> node.inputs().forEach(v -> uses.merge(v.name(), 1, Integer::sum)));
        outputs.forEach(v -> uses.merge(v.name(), 1, Integer::sum));
        return uses;
    }
}
