/** The last stage: two ONNX files to a throughput verdict, and the demo that runs every stage. */
@NullMarked
package io.freebies.bench;

import org.jspecify.annotations.NullMarked;
