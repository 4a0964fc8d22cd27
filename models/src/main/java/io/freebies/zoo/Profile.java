package io.freebies.zoo;

import java.util.Locale;

/** What an exported graph answers with. */
public enum Profile {
    /** The heads' maps, one per stride. */
    RAW,
    /** {@code output0} [batch, 4 + classes, N]: centre x, centre y, width, height in input pixels, then scores. */
    DECODED,
    /**
     * {@code detections} [batch, most, 6]: x1, y1, x2, y2 in input pixels, score, class; rows after the last detection
     * have score -1.
     */
    NMS;

    /** The name on the command line. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}
