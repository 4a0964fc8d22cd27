package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What makes a graph sound: each value is made once, whatever is read is made somewhere and without a circle, and every
 * tensor is whole. Graphs within nodes are held to the same rules.
 */
final class GraphRules {
    private final List<String> problems;
    private final Set<String> made = new HashSet<>();
    private final Scope scope;

    /** Names that a graph may read: its own, then those of the graphs around it. */
    private record Scope(Set<String> names, List<Scope> around) {
        boolean has(String name) {
            return names.contains(name) || around.stream().anyMatch(outer -> outer.has(name));
        }
    }

    private GraphRules(List<String> problems, List<Scope> around) {
        this.problems = problems;
        this.scope = new Scope(made, around);
    }

    /** Everything that is wrong, one line each; empty for a sound graph. */
    static List<String> problems(GraphProto graph) {
        List<String> problems = new ArrayList<>();
        new GraphRules(problems, List.of()).check(graph);
        return problems;
    }

    private void check(GraphProto graph) {
        if (graph.getSparseInitializerCount() > 0) {
            problems.add("expected dense tensors, found " + graph.getSparseInitializerCount() + " sparse ones");
        }
        Set<String> given = new HashSet<>();
        for (ValueInfoProto input : graph.getInputList()) {
            make(input.getName(), "an input");
            given.add(input.getName());
        }
        for (TensorProto tensor : graph.getInitializerList()) {
            // Files up to IR version 3 list initialisers among the inputs.
            if (!given.remove(tensor.getName())) {
                make(tensor.getName(), "an initialiser");
            }
            whole("tensor '" + tensor.getName() + "'", tensor);
        }
        for (NodeProto node : graph.getNodeList()) {
            node.getOutputList().stream().filter(name -> !name.isEmpty()).forEach(name -> make(name, title(node)));
        }
        for (NodeProto node : graph.getNodeList()) {
            node.getInputList().stream()
                    .filter(name -> !name.isEmpty())
                    .forEach(name -> made(name, "an input of " + title(node)));
        }
        graph.getOutputList().forEach(output -> made(output.getName(), "an output of the graph"));
        graph.getNodeList().forEach(this::checkAttributes);
        NodeOrder.of(graph)
                .stuck()
                .ifPresent(node -> problems.add(title(node) + " depends on itself, or on a node that does"));
    }

    private static String title(NodeProto node) {
        return node.getOpType() + " '" + node.getName() + "'";
    }

    private void make(String name, String maker) {
        if (name.isEmpty()) {
            problems.add("expected a name, found none for " + maker);
        } else if (!made.add(name)) {
            problems.add("'" + name + "': expected one maker, found another one: " + maker);
        }
    }

    private void made(String name, String reader) {
        if (!scope.has(name)) {
            problems.add("expected every value to be made somewhere, found " + reader + ", '" + name
                    + "', that nothing makes");
        }
    }

    private void whole(String where, TensorProto tensor) {
        TensorContent.problem(tensor).ifPresent(problem -> problems.add(where + ": " + problem));
    }

    private void checkAttributes(NodeProto node) {
        if (node.getOpType().isEmpty()) {
            problems.add("node '" + node.getName() + "': expected an operator, found none");
        }
        if (node.getOutputList().stream().allMatch(String::isEmpty)) {
            problems.add(title(node) + ": expected an output, found none");
        }
        Set<String> names = new HashSet<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            if (!names.add(attribute.getName())) {
                problems.add(title(node) + ": expected each attribute once, found '" + attribute.getName() + "' again");
            }
            tensors(attribute).forEach(tensor -> whole("tensor of " + title(node), tensor));
            graphs(attribute).forEach(inner -> new GraphRules(problems, List.of(scope)).check(inner));
        }
    }

    private static Stream<TensorProto> tensors(AttributeProto attribute) {
        Stream<TensorProto> one = attribute.hasT() ? Stream.of(attribute.getT()) : Stream.of();
        return Stream.concat(one, attribute.getTensorsList().stream());
    }

    static Stream<GraphProto> graphs(AttributeProto attribute) {
        Stream<GraphProto> one = attribute.hasG() ? Stream.of(attribute.getG()) : Stream.of();
        return Stream.concat(one, attribute.getGraphsList().stream());
    }
}
