package io.freebies.verifier.onnx.identity;

import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.freebies.verifier.onnx.OnnxNode;
import io.freebies.verifier.onnx.Source;
import io.freebies.verifier.onnx.TypeText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A walk through two graphs at once, from each output back to the inputs, that pairs their nodes one to one. A pair must
 * agree in operator before its inputs are entered and in everything else after, so of several differences the one
 * nearest to the inputs is met first.
 */
final class LockStep {
    private final Side expected;
    private final Side found;
    private final Map<Object, Object> partners = new HashMap<>();
    private final Map<Object, Object> reverse = new HashMap<>();
    private final Deque<Pair> open = new ArrayDeque<>();

    private static final class Pair {
        final OnnxNode expected;
        final OnnxNode found;
        int next;

        Pair(OnnxNode expected, OnnxNode found) {
            this.expected = expected;
            this.found = found;
        }
    }

    LockStep(Side expected, Side found) {
        this.expected = expected;
        this.found = found;
    }

    Optional<Difference> firstDifference() {
        Optional<Difference> difference =
                interfaces("input", expected.graph().inputs(), found.graph().inputs());
        List<ValueInfoProto> first = expected.graph().outputs();
        List<ValueInfoProto> second = found.graph().outputs();
        for (int i = 0; difference.isEmpty() && i < Math.min(first.size(), second.size()); i++) {
            String name = first.get(i).getName();
            difference = walk(
                    "maker of graph output " + i + " '" + name + "'",
                    name,
                    second.get(i).getName());
        }
        return difference
                .or(() -> interfaces(
                        "output", expected.graph().outputs(), found.graph().outputs()))
                .or(this::deadEnds)
                .or(() -> Difference.between(
                        "tensors that nothing reads",
                        expected.graph().unused().toString(),
                        found.graph().unused().toString()));
    }

    private static Optional<Difference> interfaces(
            String kind, List<ValueInfoProto> expected, List<ValueInfoProto> found) {
        if (expected.size() != found.size()) {
            return Optional.of(Difference.of(
                    "number of graph " + kind + "s",
                    expected.size() + " " + names(expected),
                    found.size() + " " + names(found)));
        }
        Optional<Difference> difference = Optional.empty();
        TypeText first = new TypeText();
        TypeText second = new TypeText();
        for (int i = 0; difference.isEmpty() && i < expected.size(); i++) {
            boolean equal = first.nameFree(expected.get(i)).equals(second.nameFree(found.get(i)));
            if (!equal) {
                difference = Optional.of(Difference.of(
                        "type of graph " + kind + " " + i + " '"
                                + expected.get(i).getName() + "'",
                        TypeText.named(expected.get(i)),
                        TypeText.named(found.get(i))));
            }
        }
        return difference;
    }

    private static List<String> names(List<ValueInfoProto> values) {
        return values.stream().map(ValueInfoProto::getName).toList();
    }

    private Optional<Difference> deadEnds() {
        List<OnnxNode> first = expected.form().deadEnds();
        List<OnnxNode> second = found.form().deadEnds();
        Optional<Difference> difference = Optional.empty();
        for (int i = 0; difference.isEmpty() && i < Math.min(first.size(), second.size()); i++) {
            difference = enter("node that nothing depends on", first.get(i), second.get(i));
            if (difference.isEmpty()) {
                difference = finish();
            }
        }
        if (difference.isEmpty() && first.size() != second.size()) {
            int at = Math.min(first.size(), second.size());
            difference = Optional.of(Difference.of(
                    "nodes that nothing depends on",
                    at < first.size() ? new NodeText(expected).whole(first.get(at)) : "none",
                    at < second.size() ? new NodeText(found).whole(second.get(at)) : "none"));
        }
        return difference;
    }

    private Optional<Difference> walk(String where, String first, String second) {
        return edge(where, first, second).or(this::finish);
    }

    /** Closes all open pairs, entering the pairs they read from. */
    private Optional<Difference> finish() {
        Optional<Difference> difference = Optional.empty();
        while (difference.isEmpty() && !open.isEmpty()) {
            Pair pair = open.peek();
            if (pair.next < pair.expected.inputs().size()) {
                int slot = pair.next++;
                String where = "input " + slot + " of " + pair.expected.title();
                difference = edge(
                        where,
                        pair.expected.inputs().get(slot),
                        pair.found.inputs().get(slot));
            } else {
                open.pop();
                if (!pair.expected.head().equals(pair.found.head())) {
                    difference = nodes("attributes or outputs of " + pair.expected.title(), pair.expected, pair.found);
                }
            }
        }
        return difference;
    }

    /** Two values that must come from the same place. */
    private Optional<Difference> edge(String where, String first, String second) {
        Source a = expected.graph().source(first);
        Source b = found.graph().source(second);
        boolean equal = false;
        if (a instanceof Source.Made x && b instanceof Source.Made y) {
            if (x.slot() == y.slot()) {
                return enter(where, x.node(), y.node());
            }
        } else if (a instanceof Source.Learned x && b instanceof Source.Learned y) {
            equal = x.exact().equals(y.exact()) && paired(first, second);
        } else if (a instanceof Source.Fixed x && b instanceof Source.Fixed y) {
            equal = x.exact().equals(y.exact());
        } else {
            // What is fed and what is left out; an unmade name has been refused before.
            equal = a.equals(b);
        }
        return equal ? Optional.empty() : Optional.of(values(where, first, second));
    }

    private Optional<Difference> enter(String where, OnnxNode a, OnnxNode b) {
        boolean known = partners.containsKey(a) || reverse.containsKey(b);
        boolean alike =
                a.type().equals(b.type()) && a.inputs().size() == b.inputs().size();
        if (!alike || !paired(a, b)) {
            return nodes(where, a, b);
        }
        if (!known) {
            open.push(new Pair(a, b));
        }
        return Optional.empty();
    }

    /** Makes a and b partners, or tells that one of them has another. */
    private boolean paired(Object a, Object b) {
        Object partnerOfA = partners.putIfAbsent(a, b);
        Object partnerOfB = reverse.putIfAbsent(b, a);
        return (partnerOfA == null || partnerOfA.equals(b)) && (partnerOfB == null || partnerOfB.equals(a));
    }

    private Optional<Difference> nodes(String where, OnnxNode a, OnnxNode b) {
        return Optional.of(Difference.of(where, new NodeText(expected).whole(a), new NodeText(found).whole(b)));
    }

    private Difference values(String where, String first, String second) {
        return Difference.of(where, new NodeText(expected).whole(first), new NodeText(found).whole(second));
    }
}
