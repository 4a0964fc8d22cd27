package io.freebies.verifier.onnx;

import java.util.Optional;

/**
 * A place where two graphs are not the same.
 *
 * @param where the place, in words
 * @param expected what the baseline has there, several lines if it is a node
 * @param found what the candidate has there
 */
public record Difference(String where, String expected, String found) {
    /** A difference unless both are equal. */
    static Optional<Difference> between(String where, String expected, String found) {
        return expected.equals(found) ? Optional.empty() : Optional.of(new Difference(where, expected, found));
    }

    /** For people: the place, then both sides. */
    @Override
    public String toString() {
        return "first difference: " + where + "\n  expected: " + expected + "\n  found:    " + found;
    }
}
