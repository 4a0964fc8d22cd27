package io.freebies.box;

/**
 * One answer of a detector.
 *
 * @param box where, in pixels of the original picture
 * @param label class index from 0, in the order of the model's class names
 * @param score confidence, 0 to 1
 */
public record Detection(Box box, int label, double score) {}
