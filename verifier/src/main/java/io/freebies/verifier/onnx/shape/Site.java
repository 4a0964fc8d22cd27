package io.freebies.verifier.onnx.shape;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.freebies.failure.Failure;
import io.freebies.verifier.onnx.OnnxNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A node with what is known of its inputs, as its rule sees it. Numbers from a file are never trusted to be there or to
 * be sensible: every getter refuses those that are not.
 *
 * @param node the node
 * @param inputs one per input; none for those that are left out
 * @param opset the version of the node's operator set
 */
record Site(OnnxNode node, List<Optional<ValueFact>> inputs, long opset) {
    /** More than any attribute of a detector; keeps sums and products of a few of them within a long. */
    private static final long MOST = Integer.MAX_VALUE;

    /** Copies the list. */
    Site {
        inputs = List.copyOf(inputs);
    }

    Failure unfit(String expected, Object found) {
        return Failure.data(node.title() + ": expected " + expected + ", found " + found);
    }

    boolean has(int slot) {
        return slot < inputs.size() && inputs.get(slot).isPresent();
    }

    ValueFact in(int slot) {
        return has(slot) ? inputs.get(slot).orElseThrow() : missing(slot);
    }

    void requireInputs(int count) {
        if (inputs.size() != count) {
            throw unfit(count + " inputs", inputs.size());
        }
    }

    private ValueFact missing(int slot) {
        throw unfit("an input " + slot, "none");
    }

    DataType type(int slot) {
        return in(slot).type();
    }

    /** Extents of an input; rules are only asked where their number is known. */
    List<Long> extents(int slot) {
        return in(slot).extents().orElseThrow();
    }

    /** Extents of an input of at least so many. */
    List<Long> extents(int slot, int rank) {
        List<Long> extents = extents(slot);
        if (extents.size() < rank) {
            throw unfit("input " + slot + " of at least " + rank + " extents", in(slot));
        }
        return extents;
    }

    /** The whole numbers of an input, where they are known. */
    Optional<List<Long>> wholes(int slot) {
        return in(slot).numbers()
                .map(list -> list.stream().map(Double::longValue).toList());
    }

    long whole(String name, long fallback) {
        return node.attribute(name).map(AttributeProto::getI).orElse(fallback);
    }

    /** A whole number from 1 on. */
    long positive(String name, long fallback) {
        return inRange(name, whole(name, fallback), 1);
    }

    boolean isSet(String name, boolean fallback) {
        return whole(name, fallback ? 1 : 0) != 0;
    }

    Optional<List<Long>> wholes(String name) {
        return node.attribute(name).map(AttributeProto::getIntsList);
    }

    /** So many whole numbers from {@code least} on. */
    List<Long> wholes(String name, List<Long> fallback, long least) {
        List<Long> numbers = wholes(name).filter(list -> !list.isEmpty()).orElse(fallback);
        if (numbers.size() != fallback.size()) {
            throw unfit(fallback.size() + " numbers as " + name, numbers);
        }
        numbers.forEach(number -> inRange(name, number, least));
        return numbers;
    }

    private long inRange(String name, long number, long least) {
        if (number < least || number > MOST) {
            throw unfit(least + " to " + MOST + " as " + name, number);
        }
        return number;
    }

    String text(String name, String fallback) {
        return node.attribute(name)
                .map(a -> a.getS().toString(StandardCharsets.UTF_8))
                .orElse(fallback);
    }

    /** The attribute {@code axis}, counted from the left. */
    int axis(long fallback, int rank) {
        return fromLeft(whole("axis", fallback), rank);
    }

    /** An axis, counted from the left. */
    int fromLeft(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw unfit("an axis of " + rank + " extents", axis);
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }
}
