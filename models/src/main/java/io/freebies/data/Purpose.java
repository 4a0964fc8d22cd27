package io.freebies.data;

/** What a data set is opened for. It decides what must be right before anything starts. */
public enum Purpose {
    /** To score detections on disk: annotations only. Boxes stay as written, and no picture is looked for. */
    SCORING,
    /** To score a model: as {@link #SCORING}, and each picture must be there, whole, and of the size annotated. */
    INFERENCE,
    /**
     * To learn from: as {@link #INFERENCE}, and each box must have an inside and lie in its picture. One that reaches a
     * pixel beyond, as where annotators counted pixels from 0, is clipped.
     */
    TRAINING
}
