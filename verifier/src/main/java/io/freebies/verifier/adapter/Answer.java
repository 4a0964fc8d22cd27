package io.freebies.verifier.adapter;

import io.freebies.failure.Failure;
import java.util.List;

/**
 * One output of a run.
 *
 * @param extents outermost first; 0 is possible
 * @param data row by row
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record Answer(List<Long> extents, float[] data) {
    /** Copies the list. */
    public Answer {
        extents = List.copyOf(extents);
    }

    /** An extent, counted from the right, starting with 0. */
    int fromRight(int place) {
        return Math.toIntExact(extents.get(extents.size() - 1 - place));
    }

    /** What to say of answers that cannot be used. */
    static Failure notANumber() {
        return Failure.data("the model answers with numbers that are not finite; its training diverged, or the export"
                + " is broken: check the loss, then export again");
    }

    @Override
    public String toString() {
        return extents.toString();
    }
}
