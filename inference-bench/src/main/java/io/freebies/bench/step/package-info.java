/** Commands of other stages as processes of their own, and the verdicts that they leave: what the demo and the gate share. */
@NullMarked
package io.freebies.bench.step;

import org.jspecify.annotations.NullMarked;
