package io.freebies.graph;

/**
 * A named tensor that flows along an edge.
 *
 * @param name unique within its graph, stable across versions
 * @param dtype element type
 * @param shape extents, the batch symbolic
 */
public record Value(String name, DType dtype, Shape shape) {
    @Override
    public String toString() {
        return name + ": " + dtype.name().toLowerCase(java.util.Locale.ROOT) + " " + shape;
    }
}
