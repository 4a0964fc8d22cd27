/** The lowering to DJL's PyTorch engine: the only package that knows it. */
@NullMarked
package io.freebies.trainer.djl;

import org.jspecify.annotations.NullMarked;
