package io.freebies.verifier.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.freebies.box.AnchorSize;
import io.freebies.box.NmsSettings;
import io.freebies.failure.Failure;
import io.freebies.run.SpecJson;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.zoo.DetectorSpec;
import io.freebies.zoo.Profile;
import java.util.Arrays;
import java.util.Optional;

/** What {@code bof export} writes into a file's metadata. */
public final class OwnMetadata {
    private static final String SPEC = "freebies.spec";
    private static final String PROFILE = "freebies.profile";
    private static final int MOST_PIXELS = 16_384;

    private OwnMetadata() {}

    /** Whether a file says that it is one of ours. */
    public static boolean isIn(OnnxFile file) {
        return file.metadata().containsKey(SPEC) || file.metadata().containsKey(PROFILE);
    }

    /**
     * How one of our files is fed and read; none for the profile {@code raw}, whose answers are not boxes.
     *
     * @throws Failure (data) if its metadata are incomplete or broken
     */
    static Optional<Adapter> adapter(OnnxFile file) {
        Profile profile = profile(file);
        return profile == Profile.RAW ? Optional.empty() : Optional.of(Adapter.of(spec(file), profile));
    }

    private static Profile profile(OnnxFile file) {
        String name = required(file, PROFILE);
        return Arrays.stream(Profile.values())
                .filter(p -> p.option().equals(name))
                .findFirst()
                .orElseThrow(() -> Failure.data(file + ": metadata " + PROFILE
                        + ": expected raw, decoded or nms, found '" + name + "'; write it again with 'bof export'"));
    }

    /**
     * The description of the detector.
     *
     * @throws Failure (data) if it is missing, broken, or describes no detector
     */
    public static DetectorSpec spec(OnnxFile file) {
        DetectorSpec spec;
        try {
            spec = SpecJson.read(required(file, SPEC));
        } catch (JsonProcessingException e) {
            throw Failure.data(
                    file + ": metadata " + SPEC + ": expected the detector's description, found broken JSON ("
                            + e.getOriginalMessage() + "); write it again with 'bof export'",
                    e);
        }
        NmsSettings nms = spec.nms();
        boolean anchors = spec.anchors().stream().allMatch(OwnMetadata::isSize);
        boolean usable = anchors
                && spec.inputSize() >= 1
                && spec.inputSize() <= MOST_PIXELS
                && !spec.classes().isEmpty()
                && nms.candidates() >= 1
                && nms.maxDetections() >= 1;
        if (!usable) {
            throw Failure.data(file + ": metadata " + SPEC + ": expected classes, an input of 1 to " + MOST_PIXELS
                    + " pixels, anchors and counts above 0, found " + spec + "; write it again with 'bof export'");
        }
        return spec;
    }

    private static boolean isSize(AnchorSize anchor) {
        return anchor.width() > 0 && anchor.height() > 0;
    }

    private static String required(OnnxFile file, String key) {
        String value = file.metadata().get(key);
        if (value == null) {
            throw Failure.data(file + ": expected the metadata " + key + ", found only "
                    + file.metadata().keySet() + "; write it again with 'bof export'");
        }
        return value;
    }
}
