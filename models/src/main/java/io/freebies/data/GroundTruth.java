package io.freebies.data;

import io.freebies.box.Box;

/**
 * One annotated object.
 *
 * @param box where, in pixels of the picture
 * @param label class index from 0, in the order of {@link Dataset#classes()}
 * @param difficult VOC's flag: trained on, but neither demanded nor punished when scoring
 * @param crowd COCO's flag: a region of many objects, not trained on
 */
public record GroundTruth(Box box, int label, boolean difficult, boolean crowd) {
    /** An ordinary object: not difficult, not a crowd. */
    public GroundTruth(Box box, int label) {
        this(box, label, false, false);
    }
}
