package io.freebies.box;

/**
 * An axis-aligned box in corner form: pixels, x to the right and y down, half-open, so that its width is
 * {@code x2 - x1} and the whole picture is {@code (0, 0, width, height)}. Every box in the product is in this one
 * convention; {@link BoxFormat} converts at the borders.
 *
 * <p>Some files say width and height instead of the second corner. Such a box keeps them as written, because
 * {@code (x + w) - x} may differ from {@code w} in the last bit, and COCO's scores turn on that bit.
 *
 * @param x1 left edge
 * @param y1 top edge
 * @param x2 right edge
 * @param y2 bottom edge
 * @param width {@code x2 - x1} but for rounding; negative for a box that is inside out
 * @param height {@code y2 - y1} but for rounding; negative for a box that is inside out
 */
public record Box(double x1, double y1, double x2, double y2, double width, double height) {
    /** The box of two corners. */
    public Box(double x1, double y1, double x2, double y2) {
        this(x1, y1, x2, y2, x2 - x1, y2 - y1);
    }

    /** Horizontal centre. */
    public double centerX() {
        return (x1 + x2) / 2;
    }

    /** Vertical centre. */
    public double centerY() {
        return (y1 + y2) / 2;
    }

    /** Area in square pixels; 0 for a box without inside. */
    public double area() {
        return Math.max(0, width) * Math.max(0, height);
    }

    /** The common part with {@code other}; without inside ({@link #area()} 0) where they do not overlap. */
    public Box intersect(Box other) {
        return new Box(Math.max(x1, other.x1), Math.max(y1, other.y1), Math.min(x2, other.x2), Math.min(y2, other.y2));
    }

    /** Intersection over union, 0 to 1; 0 if both are empty. Symmetric. */
    public double iou(Box other) {
        double common = intersect(other).area();
        double union = area() + other.area() - common;
        return union > 0 ? common / union : 0;
    }

    /** This box with its corners moved into the picture {@code (0, 0, width, height)}. */
    public Box clip(double width, double height) {
        return new Box(
                Math.min(Math.max(x1, 0), width),
                Math.min(Math.max(y1, 0), height),
                Math.min(Math.max(x2, 0), width),
                Math.min(Math.max(y2, 0), height));
    }

    /** This box moved by {@code (dx, dy)} pixels. */
    public Box shift(double dx, double dy) {
        return new Box(x1 + dx, y1 + dy, x2 + dx, y2 + dy);
    }

    /** This box with x multiplied by {@code sx} and y by {@code sy}: what resizing the picture does to it. */
    public Box scale(double sx, double sy) {
        return new Box(x1 * sx, y1 * sy, x2 * sx, y2 * sy);
    }

    /** The box of the mirrored picture of the given width: left becomes right. Its own inverse. */
    public Box mirror(double pictureWidth) {
        return new Box(pictureWidth - x2, y1, pictureWidth - x1, y2);
    }
}
