package io.freebies.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which data set to open, and how.
 *
 * @param data the data argument as written, such as {@code voc:DIR:test}
 * @param defaultSplit the split where it names none
 * @param purpose what the data is for
 * @param policy what becomes of bad images
 * @param classes names by label; empty for those of the data set
 * @param annotations COCO only: the instances file, instead of the one that the split names
 * @param images COCO only: the folder of pictures, instead of the one that the split names
 */
public record DataRequest(
        String data,
        String defaultSplit,
        Purpose purpose,
        BadData policy,
        List<String> classes,
        Optional<Path> annotations,
        Optional<Path> images) {
    /** Copies the list. */
    public DataRequest {
        classes = List.copyOf(classes);
    }

    /** With the data set's own classes and places. */
    public static DataRequest of(String data, String defaultSplit, Purpose purpose, BadData policy) {
        return new DataRequest(data, defaultSplit, purpose, policy, List.of(), Optional.empty(), Optional.empty());
    }

    /** With classes of one's own, names by label. */
    public DataRequest withClasses(List<String> others) {
        return new DataRequest(data, defaultSplit, purpose, policy, others, annotations, images);
    }

    /** With explicit places; an empty one is found by the split. */
    public DataRequest withPlaces(Optional<Path> annotationFile, Optional<Path> imageFolder) {
        return new DataRequest(data, defaultSplit, purpose, policy, classes, annotationFile, imageFolder);
    }
}
