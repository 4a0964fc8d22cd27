package io.freebies.score;

import java.util.stream.IntStream;

/** How PASCAL VOC makes one number of a precision-recall curve, the average precision (AP). */
public enum Interpolation {
    /** Area under the monotone envelope of the curve: PASCAL VOC from 2010 on. */
    AREA("voc_area"),
    /** Mean over the recalls 0, 0.1, ... 1 of the best precision at that recall or beyond: PASCAL VOC 2007. */
    ELEVEN_POINT("voc07_11point");

    /** i * 0.1 in double arithmetic, as in the reference: 3 of 10 found does not reach the fourth. */
    private static final double[] ELEVEN =
            IntStream.rangeClosed(0, 10).mapToDouble(i -> i * 0.1).toArray();

    private final String metric;

    Interpolation(String metric) {
        this.metric = metric;
    }

    /** The metric's name in files: {@code voc_area} or {@code voc07_11point}. */
    public String metric() {
        return metric;
    }

    /** The average precision of a curve, 0 to 1. */
    double average(PrecisionRecall curve) {
        return switch (this) {
            case AREA -> curve.area();
            case ELEVEN_POINT -> curve.meanPrecisionAt(ELEVEN);
        };
    }
}
