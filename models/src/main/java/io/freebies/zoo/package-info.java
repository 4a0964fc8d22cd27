/** The networks, one file each, and the parts they share. */
@NullMarked
package io.freebies.zoo;

import org.jspecify.annotations.NullMarked;
