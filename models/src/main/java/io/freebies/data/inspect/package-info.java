/** Looks at data sets: what is in them, and what is wrong with them. */
@NullMarked
package io.freebies.data.inspect;

import org.jspecify.annotations.NullMarked;
