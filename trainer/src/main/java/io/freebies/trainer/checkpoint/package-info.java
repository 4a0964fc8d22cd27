/** Everything needed to go on as if nothing had happened. */
@NullMarked
package io.freebies.trainer.checkpoint;

import org.jspecify.annotations.NullMarked;
