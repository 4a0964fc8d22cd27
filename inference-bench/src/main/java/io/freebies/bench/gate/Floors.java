package io.freebies.bench.gate;

import io.freebies.bench.stage.VerdictFile;
import io.freebies.failure.Failure;
import io.freebies.run.Check;
import io.freebies.run.Check.Status;
import io.freebies.run.Range;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What scores have to reach.
 *
 * @param map the candidate's mean average precision, 0 to 1
 * @param delta the lower end of the interval of candidate minus baseline, -1 to 1; a small negative number allows for
 *     the choice of pictures
 */
record Floors(
        @Range(max = 1) Optional<Double> map,
        @Range(min = -1, max = 1) Optional<Double> delta) {
    /** Nothing is demanded. */
    static final Floors NONE = new Floors(Optional.empty(), Optional.empty());

    /**
     * Holds a score with a baseline against the floors.
     *
     * @throws Failure (data) if the data have no object, so that there is no score
     */
    List<Check> checks(VerdictFile score) {
        double found = number(score, "/map");
        double before = number(score, "/baseline/map");
        double low = number(score, "/baseline/difference/low");
        double high = number(score, "/baseline/difference/high");
        String scores = String.format(
                Locale.ROOT,
                "candidate %.2f %%, baseline %.2f %%, difference %+.2f [%+.2f, %+.2f] points",
                100 * found,
                100 * before,
                100 * number(score, "/baseline/difference/map"),
                100 * low,
                100 * high);
        Check absolute = map.map(floor -> Check.of("map", found >= floor, scores + "; " + floor("mAP", floor, "%")))
                .orElseGet(() -> Check.skipped("map", "no floors.map is set; " + scores));
        Check relative = delta.map(floor -> new Check(
                        "delta", status(low, high, floor), scores + "; " + floor("difference", floor, "points")))
                .orElseGet(() -> Check.skipped("delta", "no floors.delta is set"));
        return List.of(absolute, relative);
    }

    private static Status status(double low, double high, double floor) {
        if (low >= floor) {
            return Status.PASSED;
        }
        return high < floor ? Status.FAILED : Status.INCONCLUSIVE;
    }

    private static String floor(String what, double floor, String unit) {
        return String.format(Locale.ROOT, "floor of the %s %.2f %s", what, 100 * floor, unit);
    }

    private static double number(VerdictFile score, String place) {
        if (!score.json().at(place).isNumber()) {
            throw Failure.data("eval: expected data with objects to find, found a score without '" + place.substring(1)
                    + "'; check the data with 'bof data stats'");
        }
        return score.json().at(place).asDouble();
    }
}
