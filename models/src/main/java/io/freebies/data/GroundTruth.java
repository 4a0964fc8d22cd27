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
 * @param zeroId whether it is COCO's annotation of id 0: pycocotools takes that number for "none", so that whatever
 *     finds the object is a miss in COCO's score. Data sets are numbered from 1 to be spared this
 */
public record GroundTruth(Box box, int label, double area, boolean difficult, boolean crowd, boolean zeroId) {
    /** An object whose id, if any, is not 0. */
    public GroundTruth(Box box, int label, double area, boolean difficult, boolean crowd) {
        this(box, label, area, difficult, crowd, false);
    }

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
        return new GroundTruth(box, other, area, difficult, crowd, zeroId);
    }
}
