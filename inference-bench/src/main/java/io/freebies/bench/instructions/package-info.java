/** Counting the runtime's instructions instead of taking its time. */
@NullMarked
package io.freebies.bench.instructions;

import org.jspecify.annotations.NullMarked;
