package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A node or value of a graph with what surrounds it, for people. */
final class Neighbourhood {
    private static final String INDENT = "\n            ";
    private final OnnxGraph graph;

    Neighbourhood(OnnxGraph graph) {
        this.graph = graph;
    }

    /** Such as {@code Conv 'backbone.stem'}. */
    static String title(OnnxNode node) {
        return node.type() + " '" + node.name() + "'";
    }

    /** A node: attributes, then each input with its maker and each output with its readers. */
    String of(OnnxNode node) {
        List<String> lines = new ArrayList<>();
        lines.add(title(node) + " " + node.attributes());
        for (int slot = 0; slot < node.inputs().size(); slot++) {
            lines.add("input " + slot + ": " + brief(node.inputs().get(slot)));
        }
        for (String output : node.outputs()) {
            lines.add("output '" + output + "' " + graph.type(output) + " to " + readers(output));
        }
        return String.join(INDENT, lines);
    }

    /** Where a value comes from: the whole node if one makes it. */
    String of(String value) {
        if (graph.source(value) instanceof Source.Made made) {
            return (made.slot() > 0 ? "output " + made.slot() + " of " : "") + of(made.node());
        }
        return brief(value);
    }

    private String brief(String value) {
        Source source = graph.source(value);
        if (source instanceof Source.Made made) {
            return "'" + value + "' " + graph.type(value) + " made by " + title(made.node());
        } else if (source instanceof Source.Fed fed) {
            return "graph input " + fed.position() + " '" + value + "' " + graph.type(value);
        } else if (source instanceof Source.Learned learned) {
            return "learned " + TensorContent.type(learned.tensor()) + " '" + value + "'";
        } else if (source instanceof Source.Fixed fixed) {
            return TensorContent.shown(fixed.tensor());
        } else if (source instanceof Source.Captured) {
            return "'" + value + "' of the graph around it";
        }
        return "left out";
    }

    private String readers(String value) {
        Stream<String> nodes = graph.readers(value).stream().map(Neighbourhood::title);
        Stream<String> outputs = graph.outputs().stream()
                .map(ValueInfoProto::getName)
                .filter(value::equals)
                .map(name -> "the graph's output '" + name + "'");
        List<String> all = Stream.concat(nodes, outputs).toList();
        return all.isEmpty() ? "nobody" : String.join(", ", all);
    }
}
