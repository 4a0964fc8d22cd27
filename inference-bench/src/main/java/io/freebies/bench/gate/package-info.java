/** The gate: pairs of models held to what a file demands, for a machine that asks. */
@NullMarked
package io.freebies.bench.gate;

import org.jspecify.annotations.NullMarked;
