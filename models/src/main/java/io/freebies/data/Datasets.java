package io.freebies.data;

import io.freebies.failure.Failure;
import java.nio.file.Path;
import java.util.List;

/** Opens data sets of every kind. */
public final class Datasets {
    private Datasets() {}

    /** As {@link #open(DataRequest)}, to learn from, with the classes found in the data. */
    public static Dataset open(String argument, String defaultSplit, BadData policy) {
        return open(DataRequest.of(argument, defaultSplit, Purpose.TRAINING, policy));
    }

    /** As {@link #open(DataRequest)}, to learn from. */
    public static Dataset open(DataArgument argument, String defaultSplit, BadData policy, List<String> classes) {
        return open(DataRequest.of(argument.toString(), defaultSplit, Purpose.TRAINING, policy)
                .withClasses(classes));
    }

    /**
     * Reads the annotations of one split; pixels are read later.
     *
     * @throws Failure (usage) if there is no such reader, or places are given for data that is not COCO's; (data) with
     *     all problems of the data set
     */
    public static Dataset open(DataRequest request) {
        DataArgument full = DataArgument.parse(request.data()).withDefaultSplit(request.defaultSplit());
        boolean hasPlaces = request.annotations().isPresent() || request.images().isPresent();
        if (hasPlaces && full.scheme() != DataArgument.Scheme.COCO) {
            throw Failure.usage("data argument '" + full + "': expected coco:DIR beside --annotations or --images,"
                    + " which name places of a COCO data set");
        }
        return switch (full.scheme()) {
            case VOC -> VocDataset.open(full.toString(), Path.of(full.location()), full.split(), request);
            case SYNTH -> {
                Path folder = SyntheticDataset.cached(SyntheticOptions.parse(full.location()));
                yield VocDataset.open(full.toString(), folder, full.split(), request);
            }
            case COCO -> CocoDataset.open(full.toString(), Path.of(full.location()), full.split(), request);
            case YOLO ->
                throw Failure.usage("data argument '" + full + "': the reader for "
                        + full.scheme().word() + " is not available in this version; convert the data to PASCAL VOC and"
                        + " use voc:DIR");
        };
    }
}
