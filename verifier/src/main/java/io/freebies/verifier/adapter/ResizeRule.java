package io.freebies.verifier.adapter;

/** How a picture becomes one of the input's size. */
public enum ResizeRule {
    /** Stretched to the input, whatever its aspect ratio. */
    STRETCH,
    /** As large as fits, in the middle, the rest padded evenly. */
    LETTERBOX,
    /** As large as fits, at the top left, the rest padded. */
    LETTERBOX_CORNER,
    /** Not at all: the graph takes any size and resizes itself. */
    NONE
}
