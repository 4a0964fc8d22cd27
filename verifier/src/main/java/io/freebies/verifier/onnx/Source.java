package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;

/** Where a value that a node reads comes from. */
public sealed interface Source {
    /** An optional input that is left out. */
    record Absent() implements Source {}

    /** Fed by the caller: the graph's input at this position. */
    record Fed(int position) implements Source {}

    /** Output number {@code slot} of a node. */
    record Made(OnnxNode node, int slot) implements Source {}

    /** Learned: its type and extents are structure, its numbers are not. */
    record Learned(TensorProto tensor) implements Source {
        /** Equal for tensors of equal type and extents. */
        public String exact() {
            return TensorContent.type(tensor);
        }
    }

    /**
     * Part of the architecture: its numbers are structure too.
     *
     * @param tensor the numbers
     * @param exact equal for equal tensors only
     */
    record Fixed(TensorProto tensor, String exact) implements Source {}

    /** Read by a subgraph from the graph around it. */
    record Captured(String name) implements Source {}
}
