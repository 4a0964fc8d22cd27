package io.freebies.bench.ablate;

import io.freebies.data.DataArgument;
import io.freebies.failure.Failure;
import java.util.List;

/**
 * What a study learns from and is scored on.
 *
 * @param train data argument with a split
 * @param test likewise
 * @param testSha256 checksum of the pictures and objects to be scored on
 */
record StudyData(String train, String test, String testSha256) {
    /**
     * The two arguments.
     *
     * @param data learned from on {@code trainval}, scored on {@code test}, unless it names a split
     * @param test what is scored on instead; must be given where {@code data} names a split
     * @throws Failure (usage) if it is not
     */
    static StudyData of(String data, String test) {
        List<DataArgument> parts = DataArgument.parseAll(data);
        if (test.isEmpty() && parts.stream().anyMatch(part -> !part.split().isEmpty())) {
            throw Failure.usage("--data " + data + " names a split; expected --test with what to score on, found none");
        }
        return new StudyData(joined(parts, "trainval"), test.isEmpty() ? joined(parts, "test") : test, "");
    }

    private static String joined(List<DataArgument> parts, String split) {
        return String.join(
                "+",
                parts.stream()
                        .map(part -> part.withDefaultSplit(split).toString())
                        .toList());
    }

    /** The same with the checksum of what is scored on. */
    StudyData fingerprinted(String sha256) {
        return new StudyData(train, test, sha256);
    }

    /** How a training names it. */
    List<String> trainArguments() {
        return List.of("--data", train);
    }
}
