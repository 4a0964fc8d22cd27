package io.freebies.verifier.parity;

import io.freebies.failure.Failure;
import io.freebies.graph.Tensor;
import io.freebies.run.Check;
import io.freebies.verifier.adapter.Answer;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.runtime.OnnxSession;
import io.freebies.verifier.runtime.Provider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An exported file held to what the trained network answered: to its raw heads, to its boxes and scores or final
 * detections, to every value in between, and to a picture without detections.
 *
 * <p>What the file answers with is taken from the file as it is. Values in between come from a copy that has them as
 * outputs, which keeps ONNX Runtime from fusing across them; they are there to say where a departure begins.
 */
public final class Parity {
    private final ProbeFile probe;
    private final OnnxFile model;
    private final Provider provider;

    private Parity(ProbeFile probe, OnnxFile model, Provider provider) {
        this.probe = probe;
        this.model = model;
        this.provider = provider;
    }

    /**
     * Runs the probe's pictures and compares.
     *
     * @return one check for each stage; skipped, with the reason, where the file or the probe has not what it needs
     * @throws Failure (data) if the probe is missing or broken, or of another shape than the model's
     */
    public static List<Check> checks(Path probe, OnnxFile model, Provider provider) {
        return new Parity(ProbeFile.read(probe), model, provider).run();
    }

    private List<Check> run() {
        List<Map<String, Answer>> answers = new ArrayList<>();
        try (OnnxSession session = OnnxSession.open(model, provider, OnnxSession.DEFAULT_THREADS)) {
            for (int picture = 0; picture < probe.pictures(); picture++) {
                answers.add(session.run(fed(session, picture)));
            }
        }
        StageParity stages = new StageParity(probe, model);
        List<String> inBetween = stages.values();
        if (!inBetween.isEmpty()) {
            try (OnnxSession session =
                    OnnxSession.inMemory(model.withOutputs(inBetween), provider, OnnxSession.DEFAULT_THREADS)) {
                for (int picture = 0; picture < probe.pictures(); picture++) {
                    stages.compare(picture, session.run(fed(session, picture)));
                }
            }
        }
        List<Check> checks = new ArrayList<>();
        checks.add(stages.heads());
        checks.addAll(BoxParity.checks(probe, model, answers));
        checks.add(stages.check());
        return checks;
    }

    private Map<String, Tensor> fed(OnnxSession session, int picture) {
        if (session.inputs().size() != 1) {
            throw Failure.data(
                    model + ": expected one input, found " + session.inputs() + "; a probe holds pictures only");
        }
        return Map.of(session.inputs().keySet().iterator().next(), probe.image(picture));
    }
}
