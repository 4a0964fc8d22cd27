/** From weights to ONNX: the only package that knows the wire format. */
@NullMarked
package io.freebies.exporter;

import org.jspecify.annotations.NullMarked;
