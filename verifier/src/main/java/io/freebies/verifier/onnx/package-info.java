/** What an ONNX file is without running it: reading, structure, fingerprint, the first difference of two. */
@NullMarked
package io.freebies.verifier.onnx;

import org.jspecify.annotations.NullMarked;
