package io.freebies.data;

import io.freebies.failure.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Opens data sets of every kind. */
public final class Datasets {
    private Datasets() {}

    /**
     * As {@link #open(DataArgument, String, BadData, List)}, with the classes found in the data. Data sets joined with
     * {@code +} become one, with the classes of all.
     */
    public static Dataset open(String argument, String defaultSplit, BadData policy) {
        return joined(DataArgument.parseAll(argument), defaultSplit, policy);
    }

    /**
     * Reads the annotations of one split; pixels are read later.
     *
     * @param argument which data
     * @param defaultSplit the split where the argument names none
     * @param policy what becomes of bad images
     * @param classes names by label; empty for those of the data set
     * @throws Failure (usage) if there is no such reader; (data) with all problems of the data set
     */
    public static Dataset open(DataArgument argument, String defaultSplit, BadData policy, List<String> classes) {
        DataArgument full = argument.withDefaultSplit(defaultSplit);
        return switch (full.scheme()) {
            case VOC -> VocDataset.open(full.toString(), Path.of(full.location()), full.split(), policy, classes);
            case SYNTH -> {
                Path folder = SyntheticDataset.cached(SyntheticOptions.parse(full.location()));
                yield VocDataset.open(full.toString(), folder, full.split(), policy, classes);
            }
            case YOLO -> YoloTxtDataset.open(full.toString(), Path.of(full.location()), full.split(), policy, classes);
            case COCO -> throw unavailable(full);
        };
    }

    /**
     * The splits of a data argument: the one that it names, or all that the data set has.
     *
     * @throws Failure as {@link #open(DataArgument, String, BadData, List)}
     */
    public static List<String> splits(String argument) {
        Set<String> splits = new LinkedHashSet<>();
        DataArgument.parseAll(argument).forEach(part -> splits.addAll(splits(part)));
        return List.copyOf(splits);
    }

    /** One of the {@link #splits}; of joined data sets, those that have it. */
    public static Dataset openSplit(String argument, String split, BadData policy) {
        List<DataArgument> parts = DataArgument.parseAll(argument);
        parts = parts.stream().filter(part -> splits(part).contains(split)).toList();
        return joined(parts, split, policy);
    }

    private static Dataset joined(List<DataArgument> parts, String defaultSplit, BadData policy) {
        List<Dataset> opened = new ArrayList<>();
        for (DataArgument part : parts) {
            opened.add(open(part, defaultSplit, policy, List.of()));
        }
        return Dataset.joined(opened);
    }

    private static List<String> splits(DataArgument argument) {
        if (!argument.split().isEmpty()) {
            return List.of(argument.split());
        }
        return switch (argument.scheme()) {
            case VOC -> VocFolder.find(Path.of(argument.location())).splits();
            case SYNTH -> SyntheticDataset.SPLITS;
            case YOLO -> YoloFolder.find(Path.of(argument.location())).names();
            case COCO -> throw unavailable(argument);
        };
    }

    private static Failure unavailable(DataArgument argument) {
        return Failure.usage("data argument '" + argument + "': the reader for "
                + argument.scheme().word() + " is not available in this version; convert the data to PASCAL VOC and"
                + " use voc:DIR");
    }
}
