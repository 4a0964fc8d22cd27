/** Whether two ONNX files are the same network, and where they differ. */
@NullMarked
package io.freebies.verifier.onnx.identity;

import org.jspecify.annotations.NullMarked;
