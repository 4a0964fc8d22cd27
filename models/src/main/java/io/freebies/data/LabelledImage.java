package io.freebies.data;

import java.nio.file.Path;
import java.util.List;

/**
 * A picture on disk and what is known to be in it. Pixels are read only when asked for.
 *
 * @param id unique within its data set, for messages and results
 * @param file the picture
 * @param width pixels; 0 if opened for {@link Purpose#SCORING} and the annotation does not say
 * @param height pixels; 0 likewise
 * @param objects may be empty: a picture without objects is legal in training and evaluation
 */
public record LabelledImage(String id, Path file, int width, int height, List<GroundTruth> objects) {
    /** Copies the list. */
    public LabelledImage {
        objects = List.copyOf(objects);
    }

    /** The same picture with other objects. */
    public LabelledImage withObjects(List<GroundTruth> others) {
        return new LabelledImage(id, file, width, height, others);
    }

    /** The same picture under another id. */
    LabelledImage withId(String other) {
        return new LabelledImage(other, file, width, height, objects);
    }
}
