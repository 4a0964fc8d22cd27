package io.freebies.box;

/**
 * A prior for the size of objects, in pixels of the network's input.
 *
 * @param width pixels, positive
 * @param height pixels, positive
 */
public record AnchorSize(double width, double height) {
    /** Intersection over union of two boxes of these sizes around one point. */
    public double iou(double otherWidth, double otherHeight) {
        double common = Math.min(width, otherWidth) * Math.min(height, otherHeight);
        return common / (width * height + otherWidth * otherHeight - common);
    }
}
