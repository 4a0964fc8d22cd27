package io.freebies.verifier.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.box.Detection;
import io.freebies.failure.Failure;
import io.freebies.graph.Tensor;
import io.freebies.zoo.DetectorSpec;
import io.freebies.zoo.Profile;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An exported detector: pictures in, detections in pixels of the original pictures out. */
public final class OnnxDetector implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final OnnxSession session;
    private final DetectorSpec spec;
    private final Profile profile;

    private OnnxDetector(OnnxSession session, DetectorSpec spec, Profile profile) {
        this.session = session;
        this.spec = spec;
        this.profile = profile;
    }

    /**
     * Opens a file that {@code bof export} wrote.
     *
     * @throws Failure (data) if it is no such file; (usage) for the profile {@code raw}, whose answers are not boxes;
     *     (environment) if the provider does not work here
     */
    public static OnnxDetector open(Path file, Provider provider, int threads) {
        OnnxSession session = OnnxSession.open(file, provider, threads);
        try {
            Map<String, String> metadata = session.metadata();
            Profile profile = profile(file, metadata);
            if (profile == Profile.RAW) {
                throw Failure.usage(file + ": expected the profile decoded or nms, found raw, which answers with maps"
                        + " and not with boxes; export again with --profile decoded");
            }
            return new OnnxDetector(session, spec(file, metadata), profile);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static Profile profile(Path file, Map<String, String> metadata) {
        String name = required(file, metadata, "freebies.profile");
        return Arrays.stream(Profile.values())
                .filter(p -> p.option().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> Failure.data(file + ": metadata freebies.profile: expected raw, decoded or nms, found '"
                                + name + "'; write it again with 'bof export'"));
    }

    /**
     * The description in a file's metadata.
     *
     * @throws Failure (data) if it is missing or broken
     */
    public static DetectorSpec spec(Path file, Map<String, String> metadata) {
        try {
            return JSON.readValue(required(file, metadata, "freebies.spec"), DetectorSpec.class);
        } catch (JsonProcessingException e) {
            throw Failure.data(
                    file + ": metadata freebies.spec: expected the detector's description, found broken JSON ("
                            + e.getOriginalMessage() + "); write it again with 'bof export'",
                    e);
        }
    }

    private static String required(Path file, Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw Failure.data(file + ": expected the metadata " + key + ", found "
                    + (metadata.isEmpty() ? "none" : "only " + metadata.keySet())
                    + "; only files written by 'bof export' say how they are to be read");
        }
        return value;
    }

    /** What it was trained for. */
    public DetectorSpec spec() {
        return spec;
    }

    /** What it answers with. */
    public Profile profile() {
        return profile;
    }

    /** The session below. */
    public OnnxSession session() {
        return session;
    }

    /** Detects in one batch; by falling score per picture. */
    public List<List<Detection>> detect(List<PreparedPicture> batch) {
        int side = spec.inputSize();
        int picture = 3 * side * side;
        long declared = session.inputShape().get(0);
        if (declared > 0 && declared != batch.size()) {
            throw Failure.usage(session.file() + ": expected batches of " + declared + ", found " + batch.size()
                    + "; use --batch " + declared);
        }
        float[] images = new float[batch.size() * picture];
        for (int i = 0; i < batch.size(); i++) {
            System.arraycopy(batch.get(i).tensor(), 0, images, i * picture, picture);
        }
        Map<String, Tensor> outputs = session.run(FloatBuffer.wrap(images), batch.size(), 3, side, side);
        Tensor answer = answer(outputs, batch.size());
        List<List<Detection>> detections = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            List<Detection> inInput =
                    profile == Profile.NMS ? Answer.suppressed(answer, i) : Answer.decoded(answer, i, spec.nms());
            detections.add(inPicture(inInput, batch.get(i)));
        }
        return detections;
    }

    private Tensor answer(Map<String, Tensor> outputs, int batch) {
        String name = profile == Profile.NMS ? "detections" : "output0";
        int axis = profile == Profile.NMS ? 2 : 1;
        int extent = profile == Profile.NMS ? 6 : 4 + spec.classes().size();
        Tensor answer = outputs.get(name);
        if (answer == null
                || answer.shape().rank() != 3
                || answer.shape().dim(0) != batch
                || answer.shape().dim(axis) != extent) {
            throw Failure.data(session.file() + ": expected the output " + name + " of rank 3 with " + batch
                    + " pictures and extent " + extent + " at axis " + axis + ", found " + outputs
                    + "; write it again with 'bof export'");
        }
        return answer;
    }

    private List<Detection> inPicture(List<Detection> detections, PreparedPicture picture) {
        double sx = (double) picture.width() / spec.inputSize();
        double sy = (double) picture.height() / spec.inputSize();
        return detections.stream()
                .map(d -> new Detection(
                        d.box().scale(sx, sy).clip(picture.width(), picture.height()), d.label(), d.score()))
                .toList();
    }

    @Override
    public void close() {
        session.close();
    }
}
