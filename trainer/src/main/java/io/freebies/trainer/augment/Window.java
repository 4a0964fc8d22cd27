package io.freebies.trainer.augment;

import io.freebies.box.Box;

/**
 * The part of the plane that is shown, in whole pixels of a picture whose top left is (0, 0). It may reach beyond the
 * picture.
 *
 * @param x left edge
 * @param y top edge
 * @param width pixels across, at least 1
 * @param height pixels down, at least 1
 */
public record Window(int x, int y, int width, int height) {
    /** The edges as a box. */
    public Box box() {
        return new Box(x, y, x + width, y + height);
    }
}
