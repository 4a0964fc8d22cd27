package io.freebies.verifier;

import io.freebies.data.BadData;
import io.freebies.data.DataArgument;
import io.freebies.data.DataRequest;
import io.freebies.data.Dataset;
import io.freebies.data.Datasets;
import io.freebies.data.Purpose;
import io.freebies.data.Selection;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Command;
import io.freebies.run.DataOptions;
import io.freebies.run.NumberOption;
import io.freebies.score.Evaluator;
import io.freebies.verifier.Subject.Found;
import io.freebies.verifier.report.EvaluationReport;
import io.freebies.verifier.runtime.Provider;
import io.freebies.verifier.score.DatasetDetections;
import io.freebies.verifier.score.Evaluation;
import io.freebies.verifier.score.Evaluation.Baseline;
import io.freebies.verifier.score.Metric;
import io.freebies.verifier.score.SeedRuns;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof eval}: the mean average precision of a model, or of detections on disk. */
public final class EvalCommand implements Command {
    private static final int BATCH = 8;
    private static final int LISTED = 20;

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
        return "(MODEL.onnx ... | --detections DT.json ...) --data D [--metric voc|voc07|coco] [--json F] [--report DIR]";
    }

    @Override
    public Options options() {
        return DataOptions.addTo(new Options(), "split test unless named, COCO's val")
                .addOption(
                        null,
                        "metric",
                        true,
                        "coco (default for coco: and yolo:), voc (area under the curve, default for voc: and synth:) or"
                                + " voc07 (eleven points)")
                .addOption(
                        null,
                        "detections",
                        true,
                        "score these detections instead of a model's: COCO's results, or a list of image, class, bbox"
                                + " and score; needs annotations only, no pictures; several, as several models, are one"
                                + " training with several seeds")
                .addOption(null, "annotations", true, "COCO only: the instances file")
                .addOption(null, "images", true, "COCO only: the folder of the pictures")
                .addOption(null, "baseline", true, "another model, to say how sure the difference is")
                .addOption(null, "baseline-detections", true, "or another model's detections")
                .addOption(null, "detections-out", true, "file for the model's detections")
                .addOption(null, "json", true, "file for the score")
                .addOption(null, "report", true, "folder for errors, curves and differences by class")
                .addOption(null, "batch", true, "pictures per run (" + BATCH + ")")
                .addOption(AdapterOption.option())
                .addOption(null, "baseline-adapter", true, "the same for the baseline")
                .addOption(null, "provider", true, Provider.OPTIONS);
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) {
        String source = arguments.getOptionValue("data");
        List<Subject> subjects = subjects(arguments);
        if (source == null) {
            throw Failure.usage("expected 'bof eval " + usage() + "', found no --data");
        }
        List<Evaluation> evaluations = evaluate(subjects, baseline(arguments), source, arguments);
        if (evaluations.size() == 1) {
            Evaluation evaluation = evaluations.get(0);
            print(evaluation, out);
            path(arguments, "json").ifPresent(evaluation::write);
            path(arguments, "report").ifPresent(folder -> {
                out.print(EvaluationReport.write(folder, evaluation));
                out.println("report: " + folder);
            });
        } else {
            SeedRuns runs = new SeedRuns(evaluations);
            printConditions(evaluations.get(0), out);
            out.print(runs.table());
            evaluations.forEach(evaluation -> printLeftOut(evaluation, out));
            path(arguments, "json").ifPresent(runs::write);
        }
        String model = subjects.get(0).isModel() ? subjects.get(0).file().toString() : "MODEL.onnx";
        out.println("next: bof predict " + model + " --data " + source + " --limit 8 --out predictions");
        return ExitCode.OK;
    }

    /** What is scored: the models, or the files of detections. */
    private List<Subject> subjects(CommandLine arguments) {
        List<String> models = arguments.getArgList();
        boolean isModel = !arguments.hasOption("detections");
        if (models.isEmpty() == isModel) {
            throw Failure.usage(
                    "expected 'bof eval " + usage() + "', found " + models + (isModel ? "" : " beside --detections"));
        }
        if (!isModel && arguments.hasOption("detections-out")) {
            throw Failure.usage("--detections-out: expected a model to make detections, found --detections");
        }
        List<String> files = isModel ? models : List.of(arguments.getOptionValues("detections"));
        for (String option : List.of("baseline", "baseline-detections", "detections-out", "report")) {
            if (files.size() > 1 && arguments.hasOption(option)) {
                throw Failure.usage("--" + option + ": expected one model or file of detections, found " + files);
            }
        }
        Optional<Path> adapter = AdapterOption.of(arguments);
        return files.stream()
                .map(file -> new Subject(Path.of(file), isModel, adapter))
                .toList();
    }

    private static Optional<Subject> baseline(CommandLine arguments) {
        Optional<Subject> model =
                path(arguments, "baseline").map(file -> new Subject(file, true, path(arguments, "baseline-adapter")));
        Optional<Subject> detections =
                path(arguments, "baseline-detections").map(file -> new Subject(file, false, Optional.empty()));
        if (model.isPresent() && detections.isPresent()) {
            throw Failure.usage("expected one baseline, found --baseline and --baseline-detections");
        }
        return model.or(() -> detections);
    }

    private static Optional<Path> path(CommandLine arguments, String option) {
        return Optional.ofNullable(arguments.getOptionValue(option)).map(Path::of);
    }

    private static List<Evaluation> evaluate(
            List<Subject> subjects, Optional<Subject> baseline, String source, CommandLine arguments) {
        Metric metric = arguments.hasOption("metric")
                ? Metric.parse(arguments.getOptionValue("metric"))
                : Metric.of(DataArgument.parseAll(source).get(0).scheme());
        int batch = NumberOption.whole(arguments, "batch", BATCH, 1);
        Provider provider = Provider.parse(arguments.getOptionValue("provider", "cpu"));
        boolean seesPictures =
                subjects.get(0).isModel() || baseline.map(Subject::isModel).orElse(false);
        Purpose purpose = seesPictures ? Purpose.INFERENCE : Purpose.SCORING;
        BadData policy = DataOptions.policy(arguments);
        DataRequest request = DataRequest.of(source, "test", purpose, policy)
                .withPlaces(path(arguments, "annotations"), path(arguments, "images"));
        Selection selection = DataOptions.selection(arguments);
        CompletableFuture<Dataset> opening =
                CompletableFuture.supplyAsync(() -> selection.apply(Datasets.open(request)));
        List<Evaluation> evaluations = new ArrayList<>();
        for (Subject subject : subjects) {
            Found found = subject.in(opening, policy, provider, batch, path(arguments, "detections-out"));
            Dataset data = Subject.joined(opening);
            Evaluator evaluator = metric.match(data, found.detections().all());
            Optional<Baseline> compared = baseline.map(other -> {
                DatasetDetections others = other.in(opening, policy, provider, batch, Optional.empty())
                        .detections();
                return Baseline.of(other.file().toString(), metric.match(data, others.all()), others, evaluator);
            });
            evaluations.add(new Evaluation(
                    subject.file().toString(), data, evaluator, found.detections(), found.imagesPerSecond(), compared));
        }
        return evaluations;
    }

    private static void printConditions(Evaluation evaluation, PrintStream out) {
        out.println(evaluation.evaluator().metric() + " in percent, "
                + evaluation.data().images().size() + " pictures of "
                + evaluation.data().source());
    }

    private static void print(Evaluation evaluation, PrintStream out) {
        printConditions(evaluation, out);
        out.print(evaluation.table());
        evaluation
                .imagesPerSecond()
                .ifPresent(rate -> out.printf(Locale.ROOT, "%.1f pictures a second, from file to detections%n", rate));
        evaluation.data().leftOut().forEach(reason -> out.println("left out: " + reason));
        printLeftOut(evaluation, out);
    }

    private static void printLeftOut(Evaluation evaluation, PrintStream out) {
        DatasetDetections detections = evaluation.detections();
        detections
                .ofOtherClasses()
                .forEach((name, count) -> out.println(
                        "not scored: " + count + " detections of '" + name + "', a class without any object"));
        List<String> skipped = detections.leftOut();
        skipped.stream().limit(LISTED).forEach(reason -> out.println("left out: " + reason));
        if (skipped.size() > LISTED) {
            out.println("left out: " + (skipped.size() - LISTED) + " more, listed in the file of --json");
        }
    }
}
