/** Extents of every value of an ONNX graph, found without running it, and what the graph costs. */
@NullMarked
package io.freebies.verifier.onnx.shape;

import org.jspecify.annotations.NullMarked;
