/** Labelled images from data sets on disk or drawn, and the named random streams. */
@NullMarked
package io.freebies.data;

import org.jspecify.annotations.NullMarked;
