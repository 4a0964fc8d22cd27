/** A pair of models on one page: verify, eval and bench of both, and what they come from. */
@NullMarked
package io.freebies.bench.report;

import org.jspecify.annotations.NullMarked;
