package io.freebies.score;

/**
 * COCO's sizes of objects, in square pixels of their masks. Both ends belong to a range, so that an area of exactly 1,024
 * is small and medium.
 */
public enum AreaRange {
    /** All that COCO counts. */
    ALL(0, 1e10),
    /** Up to 32 x 32. */
    SMALL(0, 32 * 32),
    /** From 32 x 32 to 96 x 96. */
    MEDIUM(32 * 32, 96 * 96),
    /** From 96 x 96 on. */
    LARGE(96 * 96, 1e10);

    private final double least;
    private final double most;

    AreaRange(double least, double most) {
        this.least = least;
        this.most = most;
    }

    /** Whether an area in square pixels is in this range. */
    public boolean contains(double area) {
        return area >= least && area <= most;
    }
}
