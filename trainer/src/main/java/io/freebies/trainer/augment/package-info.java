/** Box-aware operations on pictures: each takes a picture with its objects and gives one back. */
@NullMarked
package io.freebies.trainer.augment;

import org.jspecify.annotations.NullMarked;
