package io.freebies.verifier.onnx.identity;

import io.freebies.graph.Sha256;
import io.freebies.verifier.onnx.OnnxNode;
import io.freebies.verifier.onnx.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a node that reads the same as its counterpart, but in another order. A walk in step would report what first
 * differs below such an input, far from the spot.
 */
final class InputOrder {
    private final Side expected;
    private final Side found;
    private final Map<OnnxNode, String> hashes = new HashMap<>();
    private final Deque<List<OnnxNode>> open = new ArrayDeque<>();
    private final Set<List<OnnxNode>> seen = new HashSet<>();

    InputOrder(Side expected, Side found) {
        this.expected = expected;
        this.found = found;
    }

    /** The difference next to the outputs. */
    Optional<Difference> difference() {
        hash(expected);
        hash(found);
        for (int i = 0; i < outputs(expected) && i < outputs(found); i++) {
            push(
                    expected.graph().source(expected.graph().outputs().get(i).getName()),
                    found.graph().source(found.graph().outputs().get(i).getName()));
        }
        Optional<Difference> difference = Optional.empty();
        while (difference.isEmpty() && !open.isEmpty()) {
            List<OnnxNode> pair = open.pop();
            difference = enter(pair.get(0), pair.get(1));
        }
        return difference;
    }

    private static int outputs(Side side) {
        return side.graph().outputs().size();
    }

    private Optional<Difference> enter(OnnxNode a, OnnxNode b) {
        List<String> first = inputs(expected, a);
        List<String> second = inputs(found, b);
        if (!a.head().equals(b.head()) || first.equals(second)) {
            return Optional.empty();
        }
        if (first.stream().sorted().toList().equals(second.stream().sorted().toList())) {
            return Optional.of(Difference.of(
                    "order of the inputs of " + a.title(),
                    new NodeText(expected).whole(a),
                    new NodeText(found).whole(b)));
        }
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
            if (!first.get(i).equals(second.get(i))) {
                push(
                        expected.graph().source(a.inputs().get(i)),
                        found.graph().source(b.inputs().get(i)));
            }
        }
        return Optional.empty();
    }

    private void push(Source first, Source second) {
        if (first instanceof Source.Made a && second instanceof Source.Made b) {
            List<OnnxNode> pair = List.of(a.node(), b.node());
            if (seen.add(pair)) {
                open.push(pair);
            }
        }
    }

    /** Everything below a node, whatever is shared in it, as one hash. */
    private void hash(Side side) {
        side.form().nodes().forEach(node -> hashes.put(node, Sha256.of(node.head() + inputs(side, node))));
    }

    private List<String> inputs(Side side, OnnxNode node) {
        List<String> inputs = new ArrayList<>();
        for (String name : node.inputs()) {
            Source source = side.graph().source(name);
            if (source instanceof Source.Made made) {
                inputs.add(hashes.get(made.node()) + "." + made.slot());
            } else if (source instanceof Source.Learned learned) {
                inputs.add("learned " + learned.exact());
            } else if (source instanceof Source.Fixed fixed) {
                inputs.add(fixed.exact());
            } else {
                inputs.add(source.toString());
            }
        }
        return inputs;
    }
}
