/** Writes data sets in other formats, and says what a format cannot hold. */
@NullMarked
package io.freebies.data.convert;

import org.jspecify.annotations.NullMarked;
