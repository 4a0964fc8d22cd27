package io.freebies.data;

import java.util.List;

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
        String source,
        List<String> classes,
        List<LabelledImage> images,
        List<String> leftOut,
        List<Long> categoryIds) {
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
}
