package io.freebies.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A data set with all its splits, under the same labels.
 *
 * @param classes names by label
 * @param bySplit each split's pictures, in the order of the data set
 */
public record Splits(List<String> classes, Map<String, Dataset> bySplit) {
    /** Copies the collections. */
    public Splits {
        classes = List.copyOf(classes);
        bySplit = Collections.unmodifiableMap(new LinkedHashMap<>(bySplit));
    }

    /**
     * Opens the split that an argument names, or all that it has.
     *
     * @throws io.freebies.failure.Failure as {@link Datasets#open(DataRequest)}
     */
    public static Splits open(String argument, BadData policy) {
        Map<String, Dataset> opened = new LinkedHashMap<>();
        Datasets.splits(argument).forEach(split -> opened.put(split, Datasets.openSplit(argument, split, policy)));
        return of(opened);
    }

    /** Splits with the classes of all, in the order in which they first occur. */
    public static Splits of(Map<String, Dataset> opened) {
        List<String> classes = opened.values().stream()
                .flatMap(split -> split.classes().stream())
                .distinct()
                .toList();
        Map<String, Dataset> bySplit = new LinkedHashMap<>();
        opened.forEach((name, split) -> bySplit.put(name, split.withClasses(classes)));
        return new Splits(classes, bySplit);
    }

    /** Every split changed alike. */
    public Splits map(UnaryOperator<Dataset> change) {
        Map<String, Dataset> changed = new LinkedHashMap<>();
        bySplit.forEach((name, split) -> changed.put(name, change.apply(split)));
        return of(changed);
    }
}
