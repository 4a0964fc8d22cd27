package io.freebies.graph;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The extents of a tensor, outermost first. Two of them may be symbols: {@link #BATCH}, chosen by the caller at run
 * time, and {@link #SELECTED}, the number of boxes that non-maximum suppression lets through.
 *
 * @param dims positive numbers, {@link #BATCH} or {@link #SELECTED}; empty for a scalar
 */
public record Shape(List<Long> dims) {
    /** The symbolic batch dimension. */
    public static final long BATCH = -1;
    /** The symbolic number of selected boxes: known only when the graph has run. */
    public static final long SELECTED = -2;

    /** Copies the list and refuses extents below 1 that are not symbols. */
    public Shape {
        dims = List.copyOf(dims);
        for (long dim : dims) {
            if (dim < 1 && dim != BATCH && dim != SELECTED) {
                throw new IllegalArgumentException("expected positive extents, found " + dims);
            }
        }
    }

    /** A shape from its extents. */
    public static Shape of(long... dims) {
        return new Shape(LongStream.of(dims).boxed().toList());
    }

    /** The number of dimensions. */
    public int rank() {
        return dims.size();
    }

    /** The extent of dimension {@code axis}, counted from 0. */
    public long dim(int axis) {
        return dims.get(axis);
    }

    /** This shape with one extent replaced. */
    public Shape with(int axis, long dim) {
        long[] copy = toArray();
        copy[axis] = dim;
        return of(copy);
    }

    /** The number of elements; symbols count as 1, so for an activation this is the count per picture. */
    public long elements() {
        return dims.stream().mapToLong(d -> Math.max(d, 1)).reduce(1, Math::multiplyExact);
    }

    /** The extents as a fresh array, symbols as they are. */
    public long[] toArray() {
        return dims.stream().mapToLong(Long::longValue).toArray();
    }

    /** The name of one extent: its number, {@code batch} or {@code selected}. */
    public static String name(long dim) {
        return dim == BATCH ? "batch" : dim == SELECTED ? "selected" : Long.toString(dim);
    }

    /** Such as {@code [batch, 3, 416, 416]}. */
    @Override
    public String toString() {
        return dims.stream().map(Shape::name).collect(Collectors.joining(", ", "[", "]"));
    }

    /** The inverse of {@link #toString()}. */
    public static Shape parse(String text) {
        String inside = text.substring(1, text.length() - 1).trim();
        if (inside.isEmpty()) {
            return of();
        }
        return of(java.util.Arrays.stream(inside.split(",\\s*", -1))
                .mapToLong(s -> s.equals("batch") ? BATCH : s.equals("selected") ? SELECTED : Long.parseLong(s))
                .toArray());
    }
}
