package io.freebies.verifier;

import io.freebies.box.Detection;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Command;
import io.freebies.verifier.runtime.DetectionRun;
import io.freebies.verifier.runtime.OnnxDetector;
import io.freebies.verifier.runtime.OnnxSession;
import io.freebies.verifier.runtime.Provider;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        return "Finds objects in pictures, draws them and writes them as JSON.";
    }

    @Override
    public String usage() {
        return "MODEL.onnx (IMAGE | DIR)... [--data D] [--limit N] [--out DIR] [--threshold T] [--json F]";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(null, "data", true, "also the pictures of a data set, such as voc:DIR:test")
                .addOption(null, "limit", true, "at most so many pictures")
                .addOption(null, "out", true, "folder for annotated copies of the pictures")
                .addOption(null, "threshold", true, "only detections with a higher score, 0 to 1 (" + THRESHOLD + ")")
                .addOption(null, "json", true, "file for the detections")
                .addOption(AdapterOption.option())
                .addOption(null, "provider", true, "cpu (default) or cuda");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) {
        List<String> words = arguments.getArgList();
        if (words.isEmpty() || (words.size() == 1 && !arguments.hasOption("data"))) {
            throw Failure.usage("expected 'bof predict " + usage() + "', found "
                    + (words.isEmpty() ? "no model" : "no pictures: name pictures or folders, or give --data"));
        }
        double threshold = NumberOption.share(arguments, "threshold", THRESHOLD);
        int limit = NumberOption.whole(arguments, "limit", Integer.MAX_VALUE, 1);
        Provider provider = Provider.parse(arguments.getOptionValue("provider", "cpu"));
        Path model = Path.of(words.get(0));
        try (OnnxDetector detector =
                OnnxDetector.open(model, AdapterOption.of(arguments), provider, OnnxSession.DEFAULT_THREADS)) {
            List<Path> pictures =
                    PictureFiles.of(words.subList(1, words.size()), arguments.getOptionValue("data"), limit);
            Predictions predictions = predict(detector, pictures, threshold);
            for (int i = 0; i < pictures.size(); i++) {
                out.println(line(pictures.get(i), predictions.detections().get(i), detector.classes()));
            }
            String folder = arguments.getOptionValue("out");
            if (folder != null) {
                predictions.draw(Path.of(folder)).forEach(file -> out.println("wrote " + file));
            }
            String json = arguments.getOptionValue("json");
            if (json != null) {
                predictions.write(Path.of(json));
            }
        }
        out.println("next: bof eval " + model + " --data " + arguments.getOptionValue("data", "voc:DIR:test"));
        return ExitCode.OK;
    }

    private static Predictions predict(OnnxDetector detector, List<Path> pictures, double threshold) {
        try (Progress progress = new Progress("predict", pictures.size())) {
            DetectionRun run = DetectionRun.of(detector, pictures, 1, progress::at);
            List<List<Detection>> sure = new ArrayList<>();
            for (List<Detection> all : run.detections()) {
                sure.add(all.stream().filter(d -> d.score() > threshold).toList());
            }
            return new Predictions(detector.session().file().toString(), detector.classes(), threshold, pictures, sure);
        }
    }

    private static String line(Path picture, List<Detection> detections, List<String> classes) {
        List<String> found = detections.stream()
                .map(d -> String.format(Locale.ROOT, "%s %.2f", classes.get(d.label()), d.score()))
                .toList();
        return picture + ": " + (found.isEmpty() ? "nothing" : String.join(", ", found));
    }
}
