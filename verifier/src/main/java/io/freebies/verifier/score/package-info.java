/** From detections and a data set to a score, and detections on disk. */
@NullMarked
package io.freebies.verifier.score;

import org.jspecify.annotations.NullMarked;
