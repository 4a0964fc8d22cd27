package io.freebies.verifier.onnx.shape;

import static io.freebies.verifier.onnx.shape.ValueFact.UNKNOWN;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Arithmetic of extents, in which what is unknown stays unknown. */
final class Extents {
    private Extents() {}

    /** The product; {@link Long#MAX_VALUE} if it is beyond that. */
    static long product(List<Long> extents) {
        if (extents.contains(0L)) {
            return 0;
        }
        long product = 1;
        for (long extent : extents) {
            product = product > Long.MAX_VALUE / extent ? Long.MAX_VALUE : product * extent;
        }
        return product;
    }

    /** The product, unknown if an extent is. */
    static long productOrUnknown(List<Long> extents) {
        return extents.contains(UNKNOWN) ? UNKNOWN : product(extents);
    }

    /** What two shapes become together (ONNX's multidirectional broadcasting); none if they do not go together. */
    static Optional<List<Long>> broadcast(List<Long> a, List<Long> b) {
        List<Long> result = new ArrayList<>();
        int rank = Math.max(a.size(), b.size());
        for (int i = 0; i < rank; i++) {
            long x = fromRight(a, rank - i);
            long y = fromRight(b, rank - i);
            if (x == UNKNOWN || y == UNKNOWN) {
                result.add(x > 1 ? x : y > 1 ? y : UNKNOWN);
            } else if (x == y || y == 1) {
                result.add(x);
            } else if (x == 1) {
                result.add(y);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(result);
    }

    private static long fromRight(List<Long> extents, int place) {
        return place > extents.size() ? 1 : extents.get(extents.size() - place);
    }

    /** A copy with one extent replaced. */
    static List<Long> with(List<Long> extents, int axis, long extent) {
        List<Long> copy = new ArrayList<>(extents);
        copy.set(axis, extent);
        return copy;
    }
}
