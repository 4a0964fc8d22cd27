/** Pixels: decoding, resizing, normalising, drawing. The only package that hands out OpenCV matrices. */
@NullMarked
package io.freebies.image;

import org.jspecify.annotations.NullMarked;
