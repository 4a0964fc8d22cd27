package io.freebies.verifier.onnx.identity;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import io.freebies.verifier.onnx.OnnxNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first difference between two graphs as a unified diff of their nodes in canonical order, where a node is its
 * operator, attributes and tensors. What is wired otherwise and nothing else does not show here.
 */
final class Hunk {
    /** Nodes shown before and after. */
    private static final int CONTEXT = 2;
    /** Nodes looked at from the first that differs: enough for any block of layers that was put in or taken out. */
    private static final int WINDOW = 60;

    private final Side expected;
    private final Side found;

    Hunk(Side expected, Side found) {
        this.expected = expected;
        this.found = found;
    }

    /** The lines, marked as in {@link Difference}; none if all nodes are alike. */
    Optional<List<String>> lines() {
        List<OnnxNode> before = expected.form().nodes();
        List<OnnxNode> after = found.form().nodes();
        NodeText beforeText = new NodeText(expected);
        NodeText afterText = new NodeText(found);
        int same = 0;
        while (same < Math.min(before.size(), after.size())
                && beforeText.label(before.get(same)).equals(afterText.label(after.get(same)))) {
            same++;
        }
        if (same == before.size() && same == after.size()) {
            return Optional.empty();
        }
        before = window(before, same);
        after = window(after, same);
        AbstractDelta<String> first = DiffUtils.diff(
                        before.stream().map(beforeText::label).toList(),
                        after.stream().map(afterText::label).toList())
                .getDeltas()
                .get(0);
        int removed = first.getSource().getPosition();
        int added = first.getTarget().getPosition();
        int removedEnd = removed + first.getSource().size();
        int addedEnd = added + first.getTarget().size();
        List<String> lines = new ArrayList<>();
        after.subList(Math.max(0, added - CONTEXT), added).forEach(node -> lines.add("  " + afterText.line(node)));
        before.subList(removed, removedEnd)
                .forEach(node -> lines.add("- " + beforeText.line(node) + expected.cost(node)));
        after.subList(added, addedEnd).forEach(node -> lines.add("+ " + afterText.line(node) + found.cost(node)));
        after.subList(addedEnd, Math.min(addedEnd + CONTEXT, after.size()))
                .forEach(node -> lines.add("  " + afterText.line(node)));
        return Optional.of(lines);
    }

    private static List<OnnxNode> window(List<OnnxNode> nodes, int from) {
        return nodes.subList(Math.max(0, from - CONTEXT), Math.min(nodes.size(), from + WINDOW));
    }
}
