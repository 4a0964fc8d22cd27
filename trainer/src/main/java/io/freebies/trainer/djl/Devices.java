package io.freebies.trainer.djl;

import io.freebies.failure.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a run's replicas of the network live.
 *
 * @param text as it was given: {@code cpu}, {@code cpu*2}, {@code 0,1,2,3}
 * @param each one per replica, {@code cpu} or the number of a CUDA device; the first has the master
 */
public record Devices(String text, List<String> each) {
    /** One replica on the CPU. */
    public static final Devices CPU = parse("cpu");

    private static final String FORM = "(cpu|\\d{1,4})(?:\\*([1-9]\\d{0,2}))?";

    /** Copies the list. */
    public Devices {
        each = List.copyOf(each);
    }

    /**
     * Reads a list with commas; {@code *N} after a device puts N replicas on it.
     *
     * @throws Failure (usage) if it is none
     */
    public static Devices parse(String text) {
        Pattern form = Pattern.compile(FORM);
        List<String> each = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            Matcher device = form.matcher(entry);
            if (!device.matches()) {
                throw Failure.usage("--devices " + text
                        + ": expected cpu, numbers of CUDA devices such as 0,1,2,3, or several replicas on one as in"
                        + " cpu*2");
            }
            int replicas = device.group(2) == null ? 1 : Integer.parseInt(device.group(2));
            each.addAll(Collections.nCopies(replicas, device.group(1)));
        }
        return new Devices(text, each);
    }

    /** How many replicas there are. */
    public int replicas() {
        return each.size();
    }
}
