package io.freebies.graph;

/**
 * A tensor that is part of the architecture: grids, anchors, class indices. Unlike a parameter its values count in the
 * fingerprint.
 *
 * @param value name, type and shape
 * @param tensor the numbers
 */
public record Constant(Value value, Tensor tensor) {}
