package io.freebies.data.inspect;

import io.freebies.data.Dataset;
import io.freebies.data.LabelledImage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pictures of a split by what is in their files.
 *
 * @param split its name
 * @param ids of the pictures with the same content, by {@link FileContents}' word for it
 */
record SplitContent(String split, Map<String, List<String>> ids) {
    static SplitContent of(String split, Dataset data, FileContents contents) {
        return new SplitContent(
                split,
                data.images().stream()
                        .collect(Collectors.groupingBy(
                                image -> contents.of(image.file()),
                                LinkedHashMap::new,
                                Collectors.mapping(LabelledImage::id, Collectors.toList()))));
    }

    /** The pictures that are here more than once: their ids. */
    List<String> repeated() {
        return ids.values().stream()
                .filter(same -> same.size() > 1)
                .map(same -> String.join(" = ", same))
                .toList();
    }

    /** The pictures that are here and in another split: their ids. */
    List<String> shared(SplitContent other) {
        return ids.keySet().stream()
                .filter(other.ids::containsKey)
                .map(content -> Stream.of(this, other)
                        .flatMap(split -> split.ids.getOrDefault(content, List.of()).stream())
                        .distinct()
                        .collect(Collectors.joining(" = ")))
                .toList();
    }

    /** Whether this is one of two splits or more that together are exactly {@code whole}, as train is of trainval. */
    boolean isPartOf(SplitContent whole, List<SplitContent> all) {
        List<SplitContent> parts = all.stream()
                .filter(split -> split.ids.size() < whole.ids.size())
                .filter(split -> whole.ids.keySet().containsAll(split.ids.keySet()))
                .toList();
        Set<String> together = new HashSet<>();
        parts.forEach(part -> together.addAll(part.ids.keySet()));
        return parts.size() > 1 && parts.contains(this) && together.equals(whole.ids.keySet());
    }
}
