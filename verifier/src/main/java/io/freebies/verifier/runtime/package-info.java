/** ONNX Runtime: sessions on a named provider, and detectors that answer in pixels of the original picture. */
@NullMarked
package io.freebies.verifier.runtime;

import org.jspecify.annotations.NullMarked;
