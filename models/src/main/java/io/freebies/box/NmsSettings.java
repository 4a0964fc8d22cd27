package io.freebies.box;

/**
 * How predictions become detections (reference: score above 0.01, the best 400 over all classes, greedy suppression
 * per class above IoU 0.45, the first 100).
 *
 * @param scoreThreshold only scores above this take part
 * @param candidates the best so many (box, class) pairs over all classes take part
 * @param iouThreshold a box is suppressed by a better one of its class with IoU above this
 * @param maxDetections at most so many are kept per picture
 */
public record NmsSettings(double scoreThreshold, int candidates, double iouThreshold, int maxDetections) {
    /** The reference's evaluation setting. */
    public static final NmsSettings REFERENCE = new NmsSettings(0.01, 400, 0.45, 100);
}
