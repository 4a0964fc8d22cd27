package io.freebies.bench.demo;

import io.freebies.bench.report.Side;
import io.freebies.box.Detection;
import io.freebies.data.BadData;
import io.freebies.data.Dataset;
import io.freebies.data.Datasets;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.SyntheticDataset;
import io.freebies.run.AtomicFile;
import io.freebies.run.Check;
import io.freebies.run.Check.Status;
import io.freebies.run.Verdict;
import io.freebies.verifier.score.DetectionsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** The files of a finished demo, with invented results on really drawn pictures. */
public final class DemoFixture {
    private DemoFixture() {}

    /**
     * What a demo's steps would have left in a folder: {@code data}, run directories {@code baseline} and
     * {@code candidate}, detections and verdicts.
     */
    public static void write(Path root, Status throughput) {
        write(new DemoFolder(root), throughput);
    }

    static void write(DemoFolder folder, Status throughput) {
        SyntheticDataset.write(folder.data(), 5, 12, 1);
        Dataset data = Datasets.open(folder.testData(), "test", BadData.REFUSE);
        DetectionsFile.write(folder.report().detections(Side.BASELINE), data, data.classes(), detections(data, 0.7));
        DetectionsFile.write(folder.report().detections(Side.CANDIDATE), data, data.classes(), detections(data, 0.85));
        identity().write(folder.report().verdict("identity"));
        throughput(throughput).write(folder.report().verdict("throughput"));
        for (Side side : Side.values()) {
            AtomicFile.writeText(folder.run(side).metrics(), metrics(side));
            AtomicFile.writeText(folder.run(side).provenance(), "{\"recipe_sha256\": \"0123abcd\", \"seed\": \"1\"}");
        }
    }

    /** Each object is found with a chance, a little beside its place; some finds are of nothing. */
    private static List<List<Detection>> detections(Dataset data, double chance) {
        Random random = new Random(3);
        List<List<Detection>> all = new ArrayList<>();
        for (LabelledImage image : data.images()) {
            List<Detection> found = new ArrayList<>();
            for (GroundTruth truth : image.objects()) {
                double score = 0.5 + random.nextDouble() / 2;
                if (random.nextDouble() < chance) {
                    found.add(new Detection(truth.box().shift(2 * random.nextGaussian(), 1), truth.label(), score));
                } else {
                    found.add(new Detection(truth.box().shift(60, 30), truth.label(), score));
                }
            }
            all.add(found);
        }
        return all;
    }

    private static Verdict identity() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("baseline", Map.of("file", "baseline.onnx", "fingerprint", "9f8e7d6c5b4a39281706f5e4d3c2b1a0"));
        facts.put("candidate", Map.of("file", "candidate.onnx", "fingerprint", "9f8e7d6c5b4a39281706f5e4d3c2b1a0"));
        return new Verdict("IDENTICAL", List.of(Check.of("identity", true, "same")), facts);
    }

    private static Verdict throughput(Status status) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("ratio", 1.0012);
        facts.put("ratio_low", 0.9931);
        facts.put("ratio_high", 1.0094);
        facts.put("margin", 0.02);
        facts.put("control_ratio", 0.9989);
        facts.put("control_low", 0.9902);
        facts.put("control_high", 1.0058);
        facts.put("blocks", 60);
        facts.put("seconds", 12.3);
        facts.put("baseline_ms", 8.41);
        facts.put("candidate_ms", 8.4);
        facts.put("conditions", Map.of("cpu", "An <unusual> processor & more", "threads", "1, not spinning"));
        return new Verdict("SOME_WORD", List.of(new Check("throughput", status, "")), facts);
    }

    private static String metrics(Side side) {
        StringBuilder lines = new StringBuilder();
        Random random = new Random(1);
        double floor = side == Side.BASELINE ? 4 : 7;
        for (int step = 0; step < 1250; step++) {
            double rate = side == Side.BASELINE
                    ? step < 1000 ? 0.004 : 0.0004
                    : 0.002 * (1 + Math.cos(Math.PI * step / 1250));
            double loss = floor + 30 * Math.exp(-step / 150.0) + random.nextGaussian();
            lines.append(String.format(
                    Locale.ROOT, "{\"step\": %d, \"learning_rate\": %.6f, \"loss\": %.4f}%n", step, rate, loss));
        }
        return lines.toString();
    }
}
