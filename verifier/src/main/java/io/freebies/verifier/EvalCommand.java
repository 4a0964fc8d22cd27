package io.freebies.verifier;

import io.freebies.data.BadData;
import io.freebies.data.Dataset;
import io.freebies.data.Datasets;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Command;
import io.freebies.score.ImageDetection;
import io.freebies.score.Interpolation;
import io.freebies.score.VocEvaluator;
import io.freebies.verifier.runtime.DetectionRun;
import io.freebies.verifier.runtime.OnnxDetector;
import io.freebies.verifier.runtime.OnnxSession;
import io.freebies.verifier.runtime.Provider;
import io.freebies.verifier.score.ClassOrder;
import io.freebies.verifier.score.DetectionsFile;
import io.freebies.verifier.score.Evaluation;
import io.freebies.verifier.score.Metric;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof eval}: the mean average precision of a model, or of detections on disk. */
public final class EvalCommand implements Command {
    private static final int BATCH = 8;

    /** The command without state. */
    public EvalCommand() {}

    @Override
    public String name() {
        return "eval";
    }

    @Override
    public String summary() {
        return "Scores a model, or detections on disk, on a data set.";
    }

    @Override
    public String usage() {
        return "(MODEL.onnx | --detections DT.json) --data D [--metric voc|voc07] [--json F] [--detections-out F]";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(null, "data", true, "data set, such as voc:DIR:test; the split is test unless named")
                .addOption(null, "metric", true, "voc (area under the curve, default) or voc07 (eleven points)")
                .addOption(null, "detections", true, "score these detections instead of a model's")
                .addOption(null, "detections-out", true, "file for the model's detections")
                .addOption(null, "json", true, "file for the score")
                .addOption(null, "batch", true, "pictures per run (" + BATCH + ")")
                .addOption(AdapterOption.option())
                .addOption(null, "provider", true, "cpu (default) or cuda")
                .addOption(null, "skip-bad", false, "leave out pictures that are missing, broken or wrongly annotated");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) {
        Interpolation metric = Metric.parse(arguments.getOptionValue("metric", "voc"));
        String source = arguments.getOptionValue("data");
        List<String> models = arguments.getArgList();
        boolean fromFile = arguments.hasOption("detections");
        if (source == null || models.size() != (fromFile ? 0 : 1)) {
            throw Failure.usage("expected 'bof eval " + usage() + "', found " + models
                    + (source == null ? " without --data" : fromFile ? " beside --detections" : ""));
        }
        if (fromFile && arguments.hasOption("detections-out")) {
            throw Failure.usage("--detections-out: expected a model to make detections, found --detections");
        }
        Evaluation evaluation = fromFile
                ? ofFile(arguments, metric)
                : ofModel(
                        Path.of(models.get(0)),
                        Provider.parse(arguments.getOptionValue("provider", "cpu")),
                        arguments,
                        metric);
        print(evaluation, out);
        String json = arguments.getOptionValue("json");
        if (json != null) {
            evaluation.write(Path.of(json));
        }
        String model = fromFile ? "MODEL.onnx" : models.get(0);
        out.println("next: bof predict " + model + " --data " + source + " --limit 8 --out predictions");
        return ExitCode.OK;
    }

    private static Dataset open(CommandLine arguments) {
        BadData policy = arguments.hasOption("skip-bad") ? BadData.SKIP : BadData.REFUSE;
        return Datasets.open(arguments.getOptionValue("data"), "test", policy);
    }

    private static Evaluation ofFile(CommandLine arguments, Interpolation metric) {
        Dataset data = open(arguments);
        Path file = Path.of(arguments.getOptionValue("detections"));
        List<ImageDetection> detections = DetectionsFile.read(file, data);
        List<List<GroundTruth>> truths =
                data.images().stream().map(LabelledImage::objects).toList();
        VocEvaluator evaluator = VocEvaluator.of(data.classes(), truths, detections);
        return new Evaluation(file.toString(), data, data.classes(), evaluator.score(metric), OptionalDouble.empty());
    }

    private static Evaluation ofModel(Path model, Provider provider, CommandLine arguments, Interpolation metric) {
        int batch = NumberOption.whole(arguments, "batch", BATCH, 1);
        try (OnnxDetector detector =
                OnnxDetector.open(model, AdapterOption.of(arguments), provider, OnnxSession.DEFAULT_THREADS)) {
            Dataset data = open(arguments);
            List<String> classes = detector.classes();
            List<List<GroundTruth>> truths = ClassOrder.truths(data, classes);
            List<Path> files = data.images().stream().map(LabelledImage::file).toList();
            DetectionRun run;
            try (Progress progress = new Progress("eval", files.size())) {
                run = DetectionRun.of(detector, files, batch, progress::at);
            }
            String detections = arguments.getOptionValue("detections-out");
            if (detections != null) {
                DetectionsFile.write(Path.of(detections), data, classes, run.detections());
            }
            return new Evaluation(
                    model.toString(),
                    data,
                    classes,
                    VocEvaluator.evaluate(classes, truths, run.detections(), metric),
                    OptionalDouble.of(files.size() / run.seconds()));
        }
    }

    private static void print(Evaluation evaluation, PrintStream out) {
        Dataset data = evaluation.data();
        out.println(
                evaluation.card().metric() + " in percent, " + data.images().size() + " pictures of " + data.source());
        out.print(evaluation.table());
        evaluation
                .imagesPerSecond()
                .ifPresent(rate -> out.printf(Locale.ROOT, "%.1f pictures a second, from file to detections%n", rate));
        data.leftOut().forEach(reason -> out.println("left out: " + reason));
    }
}
