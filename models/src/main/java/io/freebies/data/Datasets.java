package io.freebies.data;

import io.freebies.failure.Failure;
import java.nio.file.Path;
import java.util.List;

/** Opens data sets of every kind. */
public final class Datasets {
    private Datasets() {}

    /** As {@link #open(DataArgument, String, BadData, List)}, with the classes found in the data. */
    public static Dataset open(String argument, String defaultSplit, BadData policy) {
        return open(DataArgument.parse(argument), defaultSplit, policy, List.of());
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
            case COCO, YOLO ->
                throw Failure.usage("data argument '" + full + "': the reader for "
                        + full.scheme().word() + " is not available in this version; convert the data to PASCAL VOC and"
                        + " use voc:DIR");
        };
    }
}
