package io.freebies.data;

import io.freebies.failure.DidYouMean;
import io.freebies.failure.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Pictures of one thing each, to learn classes from, and others to be tested on.
 *
 * @param source the data argument, for provenance and messages
 * @param classes names by label, at least two
 * @param train to learn from, at least two pictures
 * @param heldOut to be tested on, at least one
 */
public record ClassifiedData(
        String source, List<String> classes, ClassifiedPictures train, ClassifiedPictures heldOut) {
    /** The forms of the argument. */
    public static final String FORMS = "images:DIR or synth-classes:[classes=N,images=N,test=N,seed=S]";

    private static final String IMAGES = "images";
    private static final String SYNTH = "synth-classes";

    /** Copies the list. */
    public ClassifiedData {
        classes = List.copyOf(classes);
    }

    /**
     * Opens {@code images:DIR}, a folder for every class with {@code train} and {@code val} above them or not, or
     * {@code synth-classes:} with its options, which are drawn when they are read.
     *
     * @param heldOut share of a folder without {@code train} and {@code val} to hold out, 0 to 1
     * @throws Failure (usage) for another kind, wrong options, or a share that does not apply; (data) with all
     *     problems of the folder
     */
    public static ClassifiedData open(String argument, OptionalDouble heldOut) {
        int colon = argument.indexOf(':');
        String kind = colon < 0 ? argument : argument.substring(0, colon);
        String rest = argument.substring(colon + 1);
        if (kind.equals(SYNTH)) {
            if (heldOut.isPresent()) {
                throw Failure.usage("--held-out: expected none with " + SYNTH + ", which draws test=N more pictures");
            }
            return SyntheticClasses.open(colon < 0 ? "" : rest);
        }
        if (kind.equals(IMAGES) && colon >= 0 && !rest.isEmpty()) {
            return new ImageFolderReader(Path.of(rest)).read(heldOut);
        }
        throw Failure.usage(
                "data argument '" + argument + "': expected " + FORMS + DidYouMean.hint(kind, List.of(IMAGES, SYNTH)));
    }
}
