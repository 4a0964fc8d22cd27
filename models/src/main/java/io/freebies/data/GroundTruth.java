package io.freebies.data;

import io.freebies.box.Box;

/**
 * One annotated object.
 *
 * @param box where, in pixels of the picture
 * @param label class index from 0, in the order of {@link Dataset#classes()}
 * @param area square pixels that the object covers: of its mask where the data set knows it (COCO), else of the box
 * @param difficult VOC's flag: trained on, but neither demanded nor punished when scoring
 * @param crowd COCO's flag: a region of many objects, not trained on
 */
public record GroundTruth(Box box, int label, double area, boolean difficult, boolean crowd) {
    /** An ordinary object: not difficult, not a crowd. */
    public GroundTruth(Box box, int label) {
        this(box, label, box.area(), false, false);
    }

    /** Whether missing it counts when scoring: it is neither difficult nor a crowd. */
    public boolean isDemanded() {
        return !difficult && !crowd;
    }

    /** The same object under another label, for instance in a model's order of classes. */
    public GroundTruth withLabel(int other) {
        return new GroundTruth(box, other, area, difficult, crowd);
    }
}
