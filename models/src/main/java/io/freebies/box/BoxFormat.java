package io.freebies.box;

/** Conversions between {@link Box} and the conventions of files and networks. Each pair is exactly inverse. */
public final class BoxFormat {
    private BoxFormat() {}

    /** From PASCAL VOC's inclusive pixel corners counted from 1: the first pixel alone is (1, 1, 1, 1). */
    public static Box fromVoc(double xmin, double ymin, double xmax, double ymax) {
        return new Box(xmin - 1, ymin - 1, xmax, ymax);
    }

    /** To PASCAL VOC's {@code xmin, ymin, xmax, ymax}. */
    public static double[] toVoc(Box box) {
        return new double[] {box.x1() + 1, box.y1() + 1, box.x2(), box.y2()};
    }

    /** From COCO's left edge, top edge, width and height, in pixels; the size is kept as it is. */
    public static Box fromCoco(double x, double y, double width, double height) {
        return new Box(x, y, x + width, y + height, width, height);
    }

    /** To COCO's {@code x, y, width, height}. */
    public static double[] toCoco(Box box) {
        return new double[] {box.x1(), box.y1(), box.width(), box.height()};
    }

    /** From centre and size, the form of network outputs. */
    public static Box fromCenter(double cx, double cy, double width, double height) {
        return new Box(cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2);
    }

    /** To {@code cx, cy, width, height}. */
    public static double[] toCenter(Box box) {
        return new double[] {box.centerX(), box.centerY(), box.width(), box.height()};
    }
}
