/** From a recipe and data to a run directory with weights. */
@NullMarked
package io.freebies.trainer;

import org.jspecify.annotations.NullMarked;
