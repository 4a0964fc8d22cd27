package io.freebies.verifier;

import io.freebies.box.Detection;
import io.freebies.data.Dataset;
import io.freebies.data.Datasets;
import io.freebies.data.Selection;
import io.freebies.failure.DidYouMean;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Command;
import io.freebies.run.DataOptions;
import io.freebies.run.NumberOption;
import io.freebies.verifier.runtime.DetectionRun;
import io.freebies.verifier.runtime.OnnxDetector;
import io.freebies.verifier.runtime.OnnxSession;
import io.freebies.verifier.runtime.Provider;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof predict}: what a model sees in pictures, drawn and as JSON. */
public final class PredictCommand implements Command {
    private static final double THRESHOLD = 0.3;

    /** The command without state. */
    public PredictCommand() {}

    @Override
    public String name() {
        return "predict";
    }

    @Override
    public String summary() {
        return "Finds objects in pictures, draws them and writes them as JSON: a list of {file_name, category, bbox: [x, y,"
                + " width, height], score}, in pixels counted from 0. Name pictures, folders or patterns in quotes, such as"
                + " 'photos/**/*.jpg'.";
    }

    @Override
    public String usage() {
        return "MODEL.onnx (IMAGE | DIR | 'PATTERN')... [--data D] [--out DIR] [--json F] [--threshold T] [--skip-bad]";
    }

    @Override
    public Options options() {
        return DataOptions.addTo(new Options(), "its pictures come last; split test unless named")
                .addOption(null, "out", true, "folder for annotated copies of the pictures")
                .addOption(null, "threshold", true, "only detections with a higher score, 0 to 1 (" + THRESHOLD + ")")
                .addOption(null, "json", true, "file for the detections")
                .addOption(AdapterOption.option())
                .addOption(null, "provider", true, Provider.OPTIONS);
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) {
        List<String> words = arguments.getArgList();
        if (words.isEmpty() || (words.size() == 1 && !arguments.hasOption("data"))) {
            throw Failure.usage("expected 'bof predict " + usage() + "', found "
                    + (words.isEmpty() ? "no model" : "no pictures: name pictures or folders, or give --data"));
        }
        double threshold = NumberOption.share(arguments, "threshold", THRESHOLD);
        Selection selection = DataOptions.selection(arguments);
        Provider provider = Provider.parse(arguments.getOptionValue("provider", "cpu"));
        Path model = Path.of(words.get(0));
        try (OnnxDetector detector =
                OnnxDetector.open(model, AdapterOption.of(arguments), provider, OnnxSession.DEFAULT_THREADS)) {
            List<String> classes = detector.classes();
            List<String> wanted = selection.classes().orElse(classes);
            requireKnown(wanted, classes);
            PictureFiles pictures = pictures(words.subList(1, words.size()), selection.limit(), arguments);
            List<Path> copies = arguments.hasOption("out")
                    ? Predictions.copies(pictures.whole(), Path.of(arguments.getOptionValue("out")))
                    : List.of();
            write(predict(detector, pictures.whole(), threshold, wanted), copies, arguments, out);
            pictures.leftOut().forEach(reason -> out.println("left out: " + reason));
        }
        out.println("next: bof eval " + model + " --data " + arguments.getOptionValue("data", "voc:DIR:test"));
        return ExitCode.OK;
    }

    private static void requireKnown(List<String> wanted, List<String> classes) {
        for (String name : wanted) {
            if (!classes.contains(name)) {
                throw Failure.usage("--classes: expected classes of the model, " + classes + ", found '" + name + "'"
                        + DidYouMean.hint(name, classes));
            }
        }
    }

    private static PictureFiles pictures(List<String> names, OptionalInt limit, CommandLine arguments) {
        List<Path> files = new ArrayList<>(PictureFiles.named(names));
        List<String> leftOut = new ArrayList<>();
        if (arguments.hasOption("data")) {
            Dataset data = Datasets.open(DataOptions.argument(arguments), "test", DataOptions.policy(arguments));
            data.images().forEach(image -> files.add(image.file()));
            leftOut.addAll(data.leftOut());
        }
        List<Path> first = files.subList(0, Math.min(limit.orElse(files.size()), files.size()));
        PictureFiles checked = PictureFiles.checked(first, arguments.hasOption("skip-bad"));
        leftOut.addAll(checked.leftOut());
        return new PictureFiles(checked.whole(), leftOut);
    }

    private static Predictions predict(
            OnnxDetector detector, List<Path> pictures, double threshold, List<String> wanted) {
        List<String> classes = detector.classes();
        try (Progress progress = new Progress("predict", pictures.size())) {
            DetectionRun run = DetectionRun.of(detector, pictures, 1, progress::at);
            List<List<Detection>> sure = new ArrayList<>();
            for (List<Detection> all : run.detections()) {
                sure.add(all.stream()
                        .filter(d -> d.score() > threshold && wanted.contains(classes.get(d.label())))
                        .toList());
            }
            return new Predictions(classes, pictures, sure);
        }
    }

    private static void write(Predictions predictions, List<Path> copies, CommandLine arguments, PrintStream out) {
        for (int i = 0; i < predictions.pictures().size(); i++) {
            out.println(predictions.line(i));
        }
        if (arguments.hasOption("json")) {
            Path json = Path.of(arguments.getOptionValue("json"));
            predictions.write(json);
            out.println("wrote " + json);
        }
        if (!copies.isEmpty()) {
            try (Progress progress = new Progress("draw", copies.size())) {
                predictions.draw(copies, progress::at);
            }
            out.println("wrote " + copies.size() + " pictures to " + arguments.getOptionValue("out"));
        }
    }
}
