/** The last stage: two ONNX files to a throughput verdict, the gate and the demo, which run other stages. */
@NullMarked
package io.freebies.bench;

import org.jspecify.annotations.NullMarked;
