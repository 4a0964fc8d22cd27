package io.freebies.verifier.score;

import io.freebies.failure.Failure;
import io.freebies.score.Interpolation;

/** What a score is measured in. */
public final class Metric {
    private Metric() {}

    /**
     * From the name on the command line: {@code voc} for the area under the curve, {@code voc07} for eleven points.
     *
     * @throws Failure (usage) for {@code coco}, which is not there yet, and for other names
     */
    public static Interpolation parse(String option) {
        return switch (option) {
            case "voc" -> Interpolation.AREA;
            case "voc07" -> Interpolation.ELEVEN_POINT;
            case "coco" ->
                throw Failure.usage(
                        "--metric coco: not available in this version; use voc, or write the detections with"
                                + " --detections-out and score them elsewhere");
            default -> throw Failure.usage("--metric: expected voc, voc07 or coco, found '" + option + "'");
        };
    }
}
