/** How a command ends: exit codes, and errors a user can act on. */
@NullMarked
package io.freebies.failure;

import org.jspecify.annotations.NullMarked;
