/** The bag of freebies, one record each. Its presence in a recipe is its switch. */
@NullMarked
package io.freebies.trainer.freebie;

import org.jspecify.annotations.NullMarked;
