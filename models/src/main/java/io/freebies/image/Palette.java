package io.freebies.image;

import java.awt.Color;

/** A colour for each label, the same wherever it is drawn. */
final class Palette {
    /** Successive labels turn the hue by the golden ratio, which keeps any number of them apart. */
    private static final double HUE_STEP = 0.618033988749895;

    private Palette() {}

    /** A bright colour, for thick lines on a picture. */
    static Color of(int label) {
        return Color.getHSBColor((float) ((label * HUE_STEP) % 1), 0.85f, 0.95f);
    }

    /** The same hue, dark enough for thin lines on white. */
    static Color onPaper(int label) {
        return Color.getHSBColor((float) ((label * HUE_STEP) % 1), 0.75f, 0.7f);
    }

    /** The same hue, for lines in the background. */
    static Color faint(int label) {
        return Color.getHSBColor((float) ((label * HUE_STEP) % 1), 0.3f, 0.9f);
    }
}
