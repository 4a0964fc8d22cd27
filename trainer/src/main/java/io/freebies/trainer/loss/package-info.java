/** Target assigners and detection losses, one family each. */
@NullMarked
package io.freebies.trainer.loss;

import org.jspecify.annotations.NullMarked;
