package io.freebies.data;

import io.freebies.failure.Failure;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Opens data sets of every kind. */
public final class Datasets {
    private Datasets() {}

    /** As {@link #open(DataRequest)}, to learn from, with the classes found in the data. */
    public static Dataset open(String argument, String defaultSplit, BadData policy) {
        return open(DataRequest.of(argument, defaultSplit, Purpose.TRAINING, policy));
    }

    /**
     * Reads the annotations of one split; pixels are read later. Data sets joined with {@code +} become one, with the
     * classes of all.
     *
     * @throws Failure (usage) if there is no such reader, or places are given for data that is not COCO's; (data) with
     *     all problems of the data set
     */
    public static Dataset open(DataRequest request) {
        return joined(DataArgument.parseAll(request.data()), request);
    }

    /**
     * The splits of a data argument: the one that it names, or all that the data set has.
     *
     * @throws Failure as {@link #open(DataRequest)}
     */
    public static List<String> splits(String argument) {
        Set<String> splits = new LinkedHashSet<>();
        DataArgument.parseAll(argument).forEach(part -> splits.addAll(splits(part)));
        return List.copyOf(splits);
    }

    /** One of the {@link #splits}; of joined data sets, those that have it. */
    public static Dataset openSplit(String argument, String split, BadData policy) {
        List<DataArgument> parts = DataArgument.parseAll(argument).stream()
                .filter(part -> splits(part).contains(split))
                .map(part -> new DataArgument(part.scheme(), part.location(), split))
                .toList();
        return joined(parts, DataRequest.of(argument, split, Purpose.TRAINING, policy));
    }

    private static Dataset joined(List<DataArgument> parts, DataRequest request) {
        Set<DataArgument> different = new HashSet<>();
        for (DataArgument part : parts) {
            if (!different.add(part.withDefaultSplit(request.defaultSplit()))) {
                throw Failure.usage(
                        "data argument '" + part + "': expected data sets to be joined once, found it again");
            }
        }
        return Dataset.joined(parts.stream().map(part -> one(part, request)).toList());
    }

    private static Dataset one(DataArgument argument, DataRequest request) {
        DataArgument full = argument.withDefaultSplit(request.defaultSplit());
        boolean hasPlaces =
                request.annotations().isPresent() || request.images().isPresent();
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
            case YOLO -> YoloTxtDataset.open(full.toString(), Path.of(full.location()), full.split(), request);
        };
    }

    private static List<String> splits(DataArgument argument) {
        if (!argument.split().isEmpty()) {
            return List.of(argument.split());
        }
        Path location = Path.of(argument.location());
        return switch (argument.scheme()) {
            case VOC -> VocFolder.find(location).splits();
            case SYNTH -> SyntheticDataset.SPLITS;
            case YOLO -> YoloFolder.find(location).names();
            case COCO -> CocoFolder.splits(location);
        };
    }
}
