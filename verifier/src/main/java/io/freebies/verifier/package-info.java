/** ONNX files and data to verdicts, scores and predictions: the commands {@code verify}, {@code eval}, {@code predict}. */
@NullMarked
package io.freebies.verifier;

import org.jspecify.annotations.NullMarked;
