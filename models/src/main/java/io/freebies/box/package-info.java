/** Boxes, anchors, detections and the arithmetic on them. One convention: corner form, pixels, half-open. */
@NullMarked
package io.freebies.box;

import org.jspecify.annotations.NullMarked;
