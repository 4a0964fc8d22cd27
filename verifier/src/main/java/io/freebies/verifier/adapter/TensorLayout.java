package io.freebies.verifier.adapter;

import java.util.List;

/** The order of an input's extents. */
public enum TensorLayout {
    /** Batch, channels, height, width. */
    NCHW,
    /** Batch, height, width, channels. */
    NHWC,
    /** Channels, height, width: one picture, no batch. */
    CHW;

    /** Extents of so many pictures. */
    public List<Long> extents(long batch, long height, long width) {
        return switch (this) {
            case NCHW -> List.of(batch, 3L, height, width);
            case NHWC -> List.of(batch, height, width, 3L);
            case CHW -> List.of(3L, height, width);
        };
    }

    /** Where the height stands; the width follows. */
    int heightAxis() {
        return this == NCHW ? 2 : 1;
    }
}
