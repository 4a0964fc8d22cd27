/** Other commands run as a person would run them, each in a process of its own, and the verdicts that they leave. */
@NullMarked
package io.freebies.bench.stage;

import org.jspecify.annotations.NullMarked;
