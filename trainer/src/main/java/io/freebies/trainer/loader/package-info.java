/** Reads, mixes, augments and batches pictures ahead of the training loop, in an order that no thread can change. */
@NullMarked
package io.freebies.trainer.loader;

import org.jspecify.annotations.NullMarked;
