package io.freebies.data;

import io.freebies.data.VocAnnotation.Parsed;
import io.freebies.data.VocAnnotation.VocObject;
import io.freebies.failure.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The class names of a VOC data set, and the annotations read on the way. */
final class VocClasses {
    /** The names of PASCAL VOC, in its order. */
    static final List<String> VOC = List.of(
            "aeroplane",
            "bicycle",
            "bird",
            "boat",
            "bottle",
            "bus",
            "car",
            "cat",
            "chair",
            "cow",
            "diningtable",
            "dog",
            "horse",
            "motorbike",
            "person",
            "pottedplant",
            "sheep",
            "sofa",
            "train",
            "tvmonitor");

    private final VocFolder folder;
    private final Map<String, Parsed> read = new HashMap<>();

    VocClasses(VocFolder folder) {
        this.folder = folder;
    }

    /** An image's annotation, read once. */
    Parsed annotation(String image) {
        return read.computeIfAbsent(image, i -> VocAnnotation.read(folder.annotation(i)));
    }

    /**
     * Names by label: those of {@code labels.txt} if there is one; else PASCAL VOC's if no other name occurs; else the
     * sorted names that occur. All splits are read, so that labels do not depend on the split.
     *
     * @throws Failure (data) if no annotation names any object
     */
    List<String> discover() {
        List<String> labels = folder.labels();
        if (!labels.isEmpty()) {
            return labels;
        }
        Set<String> names = new TreeSet<>();
        Set<String> images = new TreeSet<>();
        folder.splits().forEach(split -> images.addAll(folder.imagesOf(split)));
        for (String image : images) {
            annotation(image)
                    .annotation()
                    .ifPresent(a -> a.objects().stream().map(VocObject::name).forEach(names::add));
        }
        if (names.isEmpty()) {
            throw Failure.data("voc " + folder.root() + ": expected objects with class names, found none in any of "
                    + images.size() + " annotations; write the names into labels.txt, one a line");
        }
        return VOC.containsAll(names) ? VOC : List.copyOf(names);
    }
}
