/** What happens when: learning rate and input size as pure functions of the step. */
@NullMarked
package io.freebies.trainer.schedule;

import org.jspecify.annotations.NullMarked;
