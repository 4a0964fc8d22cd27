/** The demo: every stage in turn, the gate over their verdicts, and the report. */
@NullMarked
package io.freebies.bench.demo;

import org.jspecify.annotations.NullMarked;
