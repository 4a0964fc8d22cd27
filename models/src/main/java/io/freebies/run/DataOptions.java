package io.freebies.run;

import io.freebies.data.BadData;
import io.freebies.data.Dataset;
import io.freebies.data.Datasets;
import io.freebies.data.Selection;
import io.freebies.data.Splits;
import io.freebies.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** The options that name data and a part of it: the same in every command that takes {@code --data}. */
public final class DataOptions {
    private DataOptions() {}

    /**
     * Adds {@code --data}, {@code --classes}, {@code --limit} and {@code --skip-bad}.
     *
     * @param split what is taken where the argument names no split, such as {@code "split test unless named"}
     */
    public static Options addTo(Options options, String split) {
        return addWithoutPolicyTo(options, split)
                .addOption(
                        null, "skip-bad", false, "leave out, and list, what is missing, broken or wrongly annotated");
    }

    /** As {@link #addTo} for a command that takes bad pictures as they are. */
    public static Options addWithoutPolicyTo(Options options, String split) {
        return options.addOption(
                        null,
                        "data",
                        true,
                        "voc:DIR[:split], coco:DIR[:split], yolo:DIR[:split] or synth:[images=N,seed=S][:split], several"
                                + " joined with +; " + split)
                .addOption(null, "classes", true, "only objects of these classes, such as cat,dog, in this order")
                .addOption(null, "limit", true, "only so many pictures, from the first");
    }

    /**
     * The data set that the options name.
     *
     * @param split where they name none
     * @throws Failure (usage) without {@code --data}, or as {@link Datasets#open} and {@link Selection#apply}
     */
    public static Dataset open(CommandLine arguments, String split) {
        return selection(arguments).apply(Datasets.open(argument(arguments), split, policy(arguments)));
    }

    /** All splits of the data set, or the one that the argument names; as {@link #open}. */
    public static Splits openSplits(CommandLine arguments) {
        return Splits.open(argument(arguments), policy(arguments)).map(selection(arguments));
    }

    /** The data argument. */
    public static String argument(CommandLine arguments) {
        String argument = arguments.getOptionValue("data");
        if (argument == null) {
            throw Failure.usage("expected --data, such as voc:DIR; found none");
        }
        return argument;
    }

    /** Which part of the data. */
    public static Selection selection(CommandLine arguments) {
        Optional<List<String>> classes =
                Optional.ofNullable(arguments.getOptionValue("classes")).map(names -> List.of(names.split(",", -1)));
        OptionalInt limit = arguments.hasOption("limit")
                ? OptionalInt.of(NumberOption.whole(arguments, "limit", 1, 1))
                : OptionalInt.empty();
        return new Selection(classes, limit);
    }

    /** What becomes of bad pictures. */
    public static BadData policy(CommandLine arguments) {
        return arguments.hasOption("skip-bad") ? BadData.SKIP : BadData.REFUSE;
    }
}
