package io.freebies.graph;

/** Element types that graphs use. */
public enum DType {
    /** IEEE 754 single precision: everything learned. */
    FLOAT32,
    /** Indices and sizes. */
    INT64,
    /** Comparisons. */
    BOOL
}
