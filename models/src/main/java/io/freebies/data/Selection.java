package io.freebies.data;

import io.freebies.failure.DidYouMean;
import io.freebies.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * A part of a data set, whatever its format. What goes is counted in {@link Dataset#leftOut()}.
 *
 * @param classes only objects of these, labelled in this order; all where absent. Pictures without any of them stay:
 *     there is nothing in them to find
 * @param limit at most so many pictures, from the first
 */
public record Selection(Optional<List<String>> classes, OptionalInt limit) implements UnaryOperator<Dataset> {
    /**
     * The part of a data set.
     *
     * @throws Failure (usage) for a class that the data set has not
     */
    @Override
    public Dataset apply(Dataset data) {
        Dataset ofClasses = classes.map(names -> only(names, data)).orElse(data);
        int most = Math.min(limit.orElse(Integer.MAX_VALUE), data.images().size());
        if (most == data.images().size()) {
            return ofClasses;
        }
        String note = (data.images().size() - most) + " of " + data.images().size() + " pictures, with --limit " + most;
        return noting(ofClasses, ofClasses.images().subList(0, most), note);
    }

    private static Dataset only(List<String> names, Dataset data) {
        for (String name : names) {
            if (!data.classes().contains(name)) {
                throw Failure.usage("--classes: expected classes of " + data.source() + ", " + data.classes()
                        + ", found '" + name + "'" + DidYouMean.hint(name, data.classes()));
            }
        }
        if (names.stream().distinct().count() < names.size()) {
            throw Failure.usage("--classes: expected each class once, found " + names);
        }
        Dataset chosen = data.withClasses(names);
        int gone = data.objects() - chosen.objects();
        return gone == 0
                ? chosen
                : noting(chosen, chosen.images(), gone + " of " + data.objects() + " objects, of other classes");
    }

    private static Dataset noting(Dataset data, List<LabelledImage> images, String note) {
        List<String> leftOut = new ArrayList<>(data.leftOut());
        leftOut.add(note);
        return new Dataset(data.source(), data.classes(), images, leftOut, data.categoryIds());
    }
}
