package io.freebies.verifier.runtime;

import io.freebies.box.Detection;
import io.freebies.failure.Failure;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.verifier.adapter.Adapter;
import io.freebies.verifier.adapter.Adapters;
import io.freebies.verifier.adapter.Answer;
import io.freebies.verifier.adapter.PictureInput;
import io.freebies.verifier.adapter.PreparedPicture;
import io.freebies.verifier.onnx.OnnxFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A detector in an ONNX file: pictures in, detections in pixels of the original pictures out. */
public final class OnnxDetector implements AutoCloseable {
    private final OnnxSession session;
    private final Adapter adapter;

    private OnnxDetector(OnnxSession session, Adapter adapter) {
        this.session = session;
        this.adapter = adapter;
    }

    /** Opens a model that says itself how it is fed and read, or has its adapter beside it. */
    public static OnnxDetector open(Path file, Provider provider, int threads) {
        return open(file, Optional.empty(), provider, threads);
    }

    /**
     * Opens a model.
     *
     * @param adapter the file that says how it is fed and read; without, {@link Adapters} finds out
     * @throws Failure (data) if the model or its adapter is unusable; (usage) for our profile {@code raw}, whose answers
     *     are not boxes; (environment) if the provider does not work here
     */
    public static OnnxDetector open(Path file, Optional<Path> adapter, Provider provider, int threads) {
        OnnxFile model = OnnxFile.read(file);
        Adapter found = Adapters.of(model, adapter);
        OnnxSession session = OnnxSession.open(model, provider, threads);
        try {
            return new OnnxDetector(session, found).checked();
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private OnnxDetector checked() {
        Set<String> fed = new HashSet<>(Set.of(adapter.input().name()));
        adapter.input().pictureSize().ifPresent(fed::add);
        if (!session.inputs().keySet().equals(fed)) {
            throw Failure.data(session.file() + ": expected the inputs " + fed + ", found " + session.inputs()
                    + "; say in an adapter what is fed to it");
        }
        return this;
    }

    /** How it is fed and read. */
    public Adapter adapter() {
        return adapter;
    }

    /** Names by label. */
    public List<String> classes() {
        return adapter.classes();
    }

    /** The session below. */
    public OnnxSession session() {
        return session;
    }

    /**
     * Detects in pictures that {@link #adapter()}'s input has prepared; by falling score per picture. A model of a fixed
     * batch is run as often as it takes.
     */
    public List<List<Detection>> detect(List<PreparedPicture> pictures) {
        PictureInput input = adapter.input();
        long declared =
                session.inputs().getOrDefault(input.name(), List.of(-1L)).get(0);
        boolean batched = input.isFixed() && input.pictureSize().isEmpty();
        int most = !batched ? 1 : declared > 0 ? (int) declared : Math.max(1, pictures.size());
        List<List<Detection>> detections = new ArrayList<>();
        for (int at = 0; at < pictures.size(); at += most) {
            detections.addAll(run(pictures.subList(at, Math.min(at + most, pictures.size())), declared, batched));
        }
        return detections;
    }

    private List<List<Detection>> run(List<PreparedPicture> pictures, long declared, boolean batched) {
        PictureInput input = adapter.input();
        PreparedPicture first = pictures.get(0);
        // What is missing of a fixed batch stays black.
        int batch = batched && declared > 0 ? (int) declared : pictures.size();
        Shape shape = new Shape(input.extents(batch, first.width(), first.height()));
        float[] images = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < pictures.size(); i++) {
            float[] picture = pictures.get(i).tensor();
            System.arraycopy(picture, 0, images, i * picture.length, picture.length);
        }
        Map<String, Tensor> fed = new LinkedHashMap<>();
        fed.put(input.name(), new Tensor(shape, images));
        float[] size = {first.placement().pictureHeight(), first.placement().pictureWidth()};
        input.pictureSize().ifPresent(name -> fed.put(name, new Tensor(Shape.of(1, 2), size)));
        Map<String, Answer> outputs =
                session.run(fed, Set.copyOf(adapter.answer().outputs()));
        try {
            return adapter.read(outputs, pictures);
        } catch (Failure e) {
            throw Failure.data(session.file() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
