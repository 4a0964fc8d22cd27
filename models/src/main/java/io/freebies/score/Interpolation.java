package io.freebies.score;

/** How a precision-recall curve becomes one number, the average precision (AP). */
public enum Interpolation {
    /** Area under the monotone envelope of the curve: PASCAL VOC from 2010 on. */
    AREA("voc_area"),
    /** Mean over the recalls 0, 0.1, ... 1 of the best precision at that recall or beyond: PASCAL VOC 2007. */
    ELEVEN_POINT("voc07_11point");

    private final String metric;

    Interpolation(String metric) {
        this.metric = metric;
    }

    /** The metric's name in files: {@code voc_area} or {@code voc07_11point}. */
    public String metric() {
        return metric;
    }
}
