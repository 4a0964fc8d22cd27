package io.freebies.data;

/** What becomes of images that are missing, broken or wrongly annotated. */
public enum BadData {
    /** Nothing is opened before all problems are mended; they are listed together. */
    REFUSE,
    /**
     * Such images are left out and listed in {@link Dataset#leftOut()}. Every picture is decoded once to find those
     * that only look whole.
     */
    SKIP
}
