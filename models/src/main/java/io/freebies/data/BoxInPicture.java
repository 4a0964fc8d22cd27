package io.freebies.data;

import io.freebies.box.Box;
import java.util.Optional;

/** Whether a box lies in its picture, the same for every format. */
final class BoxInPicture {
    /** How far a box may reach beyond the border, in pixels: rounding and counting from 0 do that, and are clipped. */
    private static final double TOLERANCE = 1;

    private BoxInPicture() {}

    /** The box clipped to the picture; none if it reaches further out than a pixel, or nothing of it is left. */
    static Optional<Box> clip(Box box, int width, int height) {
        Box clipped = box.clip(width, height);
        double horizontally = Math.max(clipped.x1() - box.x1(), box.x2() - clipped.x2());
        double vertically = Math.max(clipped.y1() - box.y1(), box.y2() - clipped.y2());
        boolean inside = Math.max(horizontally, vertically) <= TOLERANCE && clipped.area() > 0;
        return inside ? Optional.of(clipped) : Optional.empty();
    }
}
