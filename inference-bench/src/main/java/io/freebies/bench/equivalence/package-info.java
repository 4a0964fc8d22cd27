/** The statistics of "equally fast": pure functions of measured blocks, without a clock or an engine. */
@NullMarked
package io.freebies.bench.equivalence;

import org.jspecify.annotations.NullMarked;
