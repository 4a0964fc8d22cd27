package io.freebies.bench.ablate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One row of a table: a way to train.
 *
 * @param label as the paper has it
 * @param recipe that ships
 * @param set what overrides it, {@code path=value}
 * @param epochs another length than the recipe's
 * @param reference place of the row that it is compared with
 * @param paper the paper's figure in per cent, where it has one
 */
record Row(String label, String recipe, List<String> set, OptionalInt epochs, int reference, Optional<Double> paper) {
    /** Copies the list. */
    Row {
        set = List.copyOf(set);
    }

    /** The same with more overrides. */
    Row with(List<String> more, OptionalInt length) {
        List<String> all = new ArrayList<>(set);
        // The row's own come last and win: they are what it is about.
        all.addAll(0, more);
        return new Row(label, recipe, all, epochs.isPresent() ? epochs : length, reference, paper);
    }
}
