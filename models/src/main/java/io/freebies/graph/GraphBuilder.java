package io.freebies.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a graph node by node. Shapes are inferred as you write, so a wrong channel count fails on the line that made
 * it, with the node's name, the expected and the found.
 */
public final class GraphBuilder {
    private final String name;
    private final List<Value> inputs = new ArrayList<>();
    private final List<ParamSpec> params = new ArrayList<>();
    private final List<Constant> constants = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Value> outputs = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** An empty graph. */
    public GraphBuilder(String name) {
        this.name = name;
    }

    /** Declares a tensor that the caller feeds. */
    public Value input(String valueName, DType dtype, Shape shape) {
        Value value = declare(new Value(valueName, dtype, shape));
        inputs.add(value);
        return value;
    }

    /** Declares a learned float32 tensor. */
    public Value param(String valueName, Shape shape, ParamSpec.Role role, Initialiser initialiser) {
        Value value = declare(new Value(valueName, DType.FLOAT32, shape));
        params.add(new ParamSpec(value, role, initialiser));
        return value;
    }

    /** Declares a tensor that is part of the architecture. */
    public Value constant(String valueName, DType dtype, Tensor tensor) {
        Value value = declare(new Value(valueName, dtype, tensor.shape()));
        constants.add(new Constant(value, tensor));
        return value;
    }

    /** Applies an operator with one output, which gets the node's name. */
    public Value node(String nodeName, Op op, Value... operands) {
        return nodes(nodeName, op, List.of(operands), List.of(nodeName)).get(0);
    }

    /** Applies an operator with as many outputs as names are given. */
    public List<Value> nodes(String nodeName, Op op, List<Value> operands, List<String> outputNames) {
        List<ShapeInference.Type> types;
        try {
            types = ShapeInference.infer(op, operands);
        } catch (IllegalArgumentException e) {
            String found = operands.stream().map(Value::toString).collect(Collectors.joining("; "));
            throw new IllegalArgumentException(
                    "node " + nodeName + " (" + op.type() + " of " + found + "): " + e.getMessage(), e);
        }
        if (types.size() != outputNames.size()) {
            throw new IllegalArgumentException(
                    "node " + nodeName + ": expected names for " + types.size() + " outputs, found " + outputNames);
        }
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            ShapeInference.Type type = types.get(i);
            results.add(declare(new Value(outputNames.get(i), type.dtype(), type.shape())));
        }
        nodes.add(new Node(nodeName, op, operands, results));
        return results;
    }

    /** Declares what the caller gets. */
    public void output(Value value) {
        outputs.add(value);
    }

    /**
     * The finished graph.
     *
     * @throws IllegalArgumentException listing every rule of {@link GraphCheck} that is broken
     */
    public Graph build() {
        Graph graph = new Graph(name, inputs, params, constants, nodes, outputs);
        List<String> problems = GraphCheck.problems(graph);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("graph " + name + ": " + String.join("; ", problems));
        }
        return graph;
    }

    private Value declare(Value value) {
        if (!names.add(value.name())) {
            throw new IllegalArgumentException("graph " + name + ": the name " + value.name() + " is taken");
        }
        return value;
    }
}
