package io.freebies.verifier.onnx.identity;

import io.freebies.verifier.onnx.OnnxNode;
import io.freebies.verifier.onnx.Source;
import io.freebies.verifier.onnx.TensorContent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A node or value of a graph in one line or with what surrounds it, for people. */
final class NodeText {
    private static final String INDENT = "\n    ";
    private final Side side;

    NodeText(Side side) {
        this.side = side;
    }

    /** What tells a node from another one if edges between nodes do not count. */
    String label(OnnxNode node) {
        List<String> tensors = new ArrayList<>();
        for (String input : node.inputs()) {
            Source source = side.graph().source(input);
            tensors.add(
                    source instanceof Source.Learned learned
                            ? "learned " + learned.exact()
                            : source instanceof Source.Fixed fixed ? fixed.exact() : "");
        }
        return node.head() + tensors;
    }

    /** Such as {@code Conv 'stem' {strides=[1, 1]}, learned float32 [16, 3, 3, 3], makes float32 [1, 16, 8, 8]}. */
    String line(OnnxNode node) {
        StringBuilder line = new StringBuilder(node.title());
        if (!node.attributes().equals("{}")) {
            line.append(' ').append(node.attributes());
        }
        for (String input : node.inputs()) {
            Source source = side.graph().source(input);
            if (source instanceof Source.Learned || source instanceof Source.Fixed) {
                line.append(", ").append(brief(input));
            }
        }
        return line.append(", makes ").append(side.type(node.outputs().get(0))).toString();
    }

    /** A node: attributes, then each input with its maker and each output with its readers. */
    String whole(OnnxNode node) {
        List<String> lines = new ArrayList<>();
        lines.add(node.title() + " " + node.attributes());
        for (int slot = 0; slot < node.inputs().size(); slot++) {
            lines.add("input " + slot + ": " + brief(node.inputs().get(slot)));
        }
        for (String output : node.outputs()) {
            lines.add("output '" + output + "' " + side.type(output) + " to " + readers(output));
        }
        return String.join(INDENT, lines);
    }

    /** Where a value comes from: the whole node if one makes it. */
    String whole(String value) {
        if (side.graph().source(value) instanceof Source.Made made) {
            return (made.slot() > 0 ? "output " + made.slot() + " of " : "") + whole(made.node());
        }
        return brief(value);
    }

    private String brief(String value) {
        Source source = side.graph().source(value);
        if (source instanceof Source.Made made) {
            return "'" + value + "' " + side.type(value) + " made by "
                    + made.node().title();
        } else if (source instanceof Source.Fed fed) {
            return "graph input " + fed.position() + " '" + value + "' " + side.type(value);
        } else if (source instanceof Source.Learned learned) {
            return "learned " + learned.exact() + " '" + value + "'";
        } else if (source instanceof Source.Fixed fixed) {
            return "constant " + TensorContent.shown(fixed.tensor()) + " '" + value + "'";
        } else if (source instanceof Source.Captured) {
            return "'" + value + "' of the graph around it";
        }
        return "left out";
    }

    private String readers(String value) {
        Stream<String> nodes = side.graph().readers(value).stream().map(OnnxNode::title);
        Stream<String> output = side.graph().isOutput(value) ? Stream.of("the caller") : Stream.of();
        List<String> all = Stream.concat(nodes, output).toList();
        return all.isEmpty() ? "nobody" : String.join(", ", all);
    }
}
