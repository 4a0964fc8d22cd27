/** Mean average precision and how sure it is. */
@NullMarked
package io.freebies.score;

import org.jspecify.annotations.NullMarked;
