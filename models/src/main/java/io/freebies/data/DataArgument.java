package io.freebies.data;

import io.freebies.failure.DidYouMean;
import io.freebies.failure.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A data set as named on the command line or in a recipe: {@code voc:DIR[:split]}, {@code coco:DIR[:split]},
 * {@code yolo:DIR[:split]} or {@code synth:[images=N,seed=S][:split]}. Several are joined with {@code +}, as in
 * {@code voc:VOC2007:trainval+voc:VOC2012:trainval}.
 *
 * @param scheme its kind
 * @param location the folder; of {@link Scheme#SYNTH} the options, which may be empty
 * @param split such as {@code test}; empty where none is named
 */
public record DataArgument(Scheme scheme, String location, String split) {
    private static final String FORMS =
            "voc:DIR[:split], coco:DIR[:split], yolo:DIR[:split] or" + " synth:[images=N,seed=S][:split]";

    private static final Map<String, String> COCO_SPLITS = Map.of("trainval", "train", "test", "val");

    /** Between the data sets that are to be one. */
    static final String JOIN = "+";

    /** Only before a kind and its colon, since folders may have the sign in their names. */
    private static final Pattern NEXT = Pattern.compile(
            "\\+(?=(" + Arrays.stream(Scheme.values()).map(Scheme::word).collect(Collectors.joining("|")) + "):)");

    /** The kinds of data sets. */
    public enum Scheme {
        /** PASCAL VOC: one XML file a picture. */
        VOC,
        /** COCO: one JSON file a split. */
        COCO,
        /** YOLO: one text file a picture. */
        YOLO,
        /** Drawn, no files needed. */
        SYNTH;

        /** The word before the colon. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads the arguments that are joined in a text, at least one.
     *
     * @throws Failure as {@link #parse}
     */
    public static List<DataArgument> parseAll(String text) {
        return NEXT.splitAsStream(text).map(DataArgument::parse).toList();
    }

    /**
     * Reads one argument; what follows the last colon is the split, unless it is part of a path.
     *
     * @throws Failure (usage) for an unknown kind, a missing folder, or unknown or wrong options
     */
    public static DataArgument parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        Scheme scheme = scheme(word, text);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        DataArgument argument = scheme == Scheme.SYNTH ? synth(rest) : folder(scheme, rest);
        if (scheme == Scheme.SYNTH) {
            SyntheticOptions.parse(argument.location);
        } else if (argument.location.isEmpty()) {
            throw Failure.usage(
                    "data argument '" + text + "': expected a folder, as in " + word + ":data/mine:train, found none");
        }
        return argument;
    }

    /**
     * This argument with a split, which is {@code other} where none is named. COCO has its own words: it learns from
     * {@code train} where others have {@code trainval}, and tests on {@code val}, as its test labels are not published.
     */
    public DataArgument withDefaultSplit(String other) {
        if (!split.isEmpty()) {
            return this;
        }
        String word = scheme == Scheme.COCO ? COCO_SPLITS.getOrDefault(other, other) : other;
        return new DataArgument(scheme, location, word);
    }

    /** As written; parses to an equal argument. */
    @Override
    public String toString() {
        return scheme.word() + ":" + location + (split.isEmpty() ? "" : ":" + split);
    }

    private static Scheme scheme(String word, String text) {
        for (Scheme scheme : Scheme.values()) {
            if (scheme.word().equals(word)) {
                return scheme;
            }
        }
        String hint = DidYouMean.hint(
                word, Arrays.stream(Scheme.values()).map(Scheme::word).toList());
        throw Failure.usage(
                "data argument '" + text + "': expected " + FORMS + ", found the kind '" + word + "'" + hint);
    }

    private static DataArgument folder(Scheme scheme, String rest) {
        int colon = rest.lastIndexOf(':');
        String last = rest.substring(colon + 1);
        boolean isSplit = colon >= 0 && !last.contains("/") && !last.contains("\\");
        return isSplit ? new DataArgument(scheme, rest.substring(0, colon), last) : new DataArgument(scheme, rest, "");
    }

    /** Options hold an equals sign, a split does not, so that {@code synth:test} names a split. */
    private static DataArgument synth(String rest) {
        int colon = rest.lastIndexOf(':');
        if (colon >= 0) {
            return new DataArgument(Scheme.SYNTH, rest.substring(0, colon), rest.substring(colon + 1));
        }
        return rest.contains("=") ? new DataArgument(Scheme.SYNTH, rest, "") : new DataArgument(Scheme.SYNTH, "", rest);
    }
}
