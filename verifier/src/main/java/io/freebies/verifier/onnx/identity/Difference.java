package io.freebies.verifier.onnx.identity;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place where two graphs are not the same.
 *
 * @param where the place, in words
 * @param lines what surrounds it, as in a unified diff: {@code "- "} before what only the baseline has, {@code "+ "}
 *     before what only the candidate has, two blanks before what both have
 */
public record Difference(String where, List<String> lines) {
    /** Copies the list. */
    public Difference {
        lines = List.copyOf(lines);
    }

    /** Both sides of one or more lines. */
    static Difference of(String where, String expected, String found) {
        return new Difference(
                where,
                Stream.concat(
                                expected.lines().map(line -> "- " + line),
                                found.lines().map(line -> "+ " + line))
                        .toList());
    }

    /** A difference unless both are equal. */
    static Optional<Difference> between(String where, String expected, String found) {
        return expected.equals(found) ? Optional.empty() : Optional.of(of(where, expected, found));
    }

    /** For people: the place, then the diff. */
    @Override
    public String toString() {
        return "first difference: " + where + "\n  " + String.join("\n  ", lines);
    }
}
