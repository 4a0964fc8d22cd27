package io.freebies.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Pictures with their objects, in a fixed order.
 *
 * @param source the data argument it was opened from, for provenance and messages
 * @param classes names by label, all different
 * @param images in a fixed order that does not depend on the file system
 * @param leftOut what was skipped at the user's request, one line each naming the file and the reason
 * @param categoryIds COCO's numbers of the classes, by label; empty where classes have names only. Where they are
 *     there, the ids of images are whole numbers too
 */
public record Dataset(
        String source, List<String> classes, List<LabelledImage> images, List<String> leftOut, List<Long> categoryIds) {
    /** Copies the lists. */
    public Dataset {
        classes = List.copyOf(classes);
        images = List.copyOf(images);
        leftOut = List.copyOf(leftOut);
        categoryIds = List.copyOf(categoryIds);
    }

    /** Of classes that have names only. */
    public Dataset(String source, List<String> classes, List<LabelledImage> images, List<String> leftOut) {
        this(source, classes, images, leftOut, List.of());
    }

    /**
     * The same pictures under other labels.
     *
     * @param names by label; an object whose class is not among them goes
     */
    public Dataset withClasses(List<String> names) {
        if (names.equals(classes)) {
            return this;
        }
        List<Integer> labels = classes.stream().map(names::indexOf).toList();
        List<LabelledImage> relabelled = images.stream()
                .map(image -> image.withObjects(image.objects().stream()
                        .filter(object -> labels.get(object.label()) >= 0)
                        .map(object -> object.withLabel(labels.get(object.label())))
                        .toList()))
                .toList();
        List<Long> ids = categoryIds.isEmpty() || !classes.containsAll(names)
                ? List.of()
                : names.stream()
                        .map(name -> categoryIds.get(classes.indexOf(name)))
                        .toList();
        return new Dataset(source, names, relabelled, leftOut, ids);
    }

    /** The same data set with other pictures. */
    public Dataset withImages(List<LabelledImage> others) {
        return new Dataset(source, classes, others, leftOut, categoryIds);
    }

    /** How many objects there are in all pictures. */
    public int objects() {
        return images.stream().mapToInt(image -> image.objects().size()).sum();
    }

    /**
     * One data set after the other, with the classes of all in the order in which they first occur. An id that several
     * of them use is told apart by its source.
     *
     * @param parts at least one
     */
    static Dataset joined(List<Dataset> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        List<String> classes =
                parts.stream().flatMap(part -> part.classes.stream()).distinct().toList();
        Map<String, Integer> uses = new HashMap<>();
        parts.forEach(part -> part.images.forEach(image -> uses.merge(image.id(), 1, Integer::sum)));
        List<LabelledImage> images = new ArrayList<>();
        for (Dataset part : parts) {
            for (LabelledImage image : part.withClasses(classes).images) {
                boolean isAlone = uses.getOrDefault(image.id(), 0) == 1;
                images.add(isAlone ? image : image.withId(part.source + "/" + image.id()));
            }
        }
        return new Dataset(
                parts.stream().map(Dataset::source).collect(Collectors.joining(DataArgument.JOIN)),
                classes,
                images,
                parts.stream().flatMap(part -> part.leftOut.stream()).toList());
    }
}
