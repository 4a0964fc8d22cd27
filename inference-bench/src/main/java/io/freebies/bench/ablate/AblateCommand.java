package io.freebies.bench.ablate;

import io.freebies.bench.stage.Launcher;
import io.freebies.bench.stage.Step;
import io.freebies.bench.stage.StepFailure;
import io.freebies.data.BadData;
import io.freebies.data.DataArgument;
import io.freebies.data.DataRequest;
import io.freebies.data.Dataset;
import io.freebies.data.Datasets;
import io.freebies.data.Purpose;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Command;
import io.freebies.run.NumberOption;
import io.freebies.score.Evaluator;
import io.freebies.verifier.score.DetectionsFile;
import io.freebies.verifier.score.Metric;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof ablate}: the paper's tables, and the length at which the bag begins to pay. */
public final class AblateCommand implements Command {
    private static final int MOST = 1_000_000;

    /** The only one. */
    public AblateCommand() {}

    @Override
    public String name() {
        return "ablate";
    }

    @Override
    public String summary() {
        return "Trains every row of one of the paper's tables, or baseline and bag at several lengths, with several seeds;"
                + " scores them through ONNX Runtime and prints the table. Finished runs are kept: started again, it"
                + " goes on.";
    }

    @Override
    public String usage() {
        return "(--table 1|2|5 | --lengths N,N,...) --data D [--test D] [--seeds N] [--epochs N] [--leave-one-out]"
                + " [--init I] [--set path=value ...] [--jobs N] [--out DIR]";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(null, "table", true, "which of the paper's: 1 (mixup), 2 (all, stacked), 5 (pre-training)")
                .addOption(null, "leave-one-out", false, "with table 2: also the whole bag without each of its parts")
                .addOption(null, "lengths", true, "instead: epochs such as 25,50,100,200, rising")
                .addOption(null, "data", true, "learned from on trainval, scored on test, unless it names a split")
                .addOption(null, "test", true, "what is scored on instead, such as voc:DIR:val for choices")
                .addOption(null, "seeds", true, "trainings of each row, with the seeds 0 to N-1 (3)")
                .addOption(null, "epochs", true, "length of every training of a table; the recipes' unless given")
                .addOption(null, "family", true, "of recipes: yolov3-nano (default) or yolov3-voc")
                .addOption(
                        null,
                        "init",
                        true,
                        "backbone that every row starts from, but in table 5; none for fresh weights; the recipes'"
                                + " unless given")
                .addOption(null, "set", true, "path=value, overrides a key in every row's recipe; may be repeated")
                .addOption(null, "jobs", true, "how many runs side by side (1); changes only speed")
                .addOption(null, "threads", true, "of the engine in each run (1); another number rounds differently")
                .addOption(null, "out", true, "folder of runs, results and tables (runs/ablate)");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) throws IOException, InterruptedException {
        Study study = study(arguments);
        int seeds = NumberOption.whole(arguments, "seeds", 3, 1, MOST);
        int jobs = NumberOption.whole(arguments, "jobs", 1, 1, 256);
        String threads = Integer.toString(NumberOption.whole(arguments, "threads", 1, 1, 1024));
        StudyData data = data(arguments);
        Path root = Path.of(arguments.getOptionValue("out", "runs/ablate"));
        PrintStream people = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Launcher launcher = Launcher.own(name(), people).with(Map.of("BOF_THREADS", threads));
        try {
            List<List<PlannedRun>> plan = plan(study, data, seeds, root, launcher);
            List<StepFailure> failures = new Runner(launcher, root, jobs)
                    .run(plan.stream().flatMap(List::stream).toList());
            if (!failures.isEmpty()) {
                throw failures.get(0);
            }
            report(study, data, plan, root, out);
            return ExitCode.OK;
        } catch (StepFailure e) {
            Path logs = root.resolve("logs");
            people.println("bof ablate: " + e.getMessage() + (Files.exists(logs) ? "; logs are in " + logs : "")
                    + "; the same command goes on");
            return e.exitCode();
        }
    }

    private static Study study(CommandLine arguments) {
        if (arguments.hasOption("table") == arguments.hasOption("lengths")) {
            throw Failure.usage("expected either --table or --lengths, found "
                    + (arguments.hasOption("table") ? "both" : "neither"));
        }
        String family = arguments.getOptionValue("family", "yolov3-nano");
        String table = arguments.getOptionValue("table", "");
        Study study = switch (table) {
            case "" -> Study.lengths(family, lengths(arguments.getOptionValue("lengths")));
            case "1" -> Study.table1(family);
            case "2" -> Study.table2(family, arguments.hasOption("leave-one-out"));
            case "5" -> Study.table5(family);
            default -> throw Failure.usage("--table: expected 1, 2 or 5, found '" + table + "'");
        };
        OptionalInt epochs = arguments.hasOption("epochs")
                ? OptionalInt.of(NumberOption.whole(arguments, "epochs", 1, 1, MOST))
                : OptionalInt.empty();
        return study.with(overrides(arguments), epochs);
    }

    private static List<String> overrides(CommandLine arguments) {
        String init = arguments.getOptionValue("init");
        String[] set = arguments.getOptionValues("set");
        Stream<String> start =
                init == null ? Stream.of() : Stream.of("model.init=" + (init.equals("none") ? "null" : init));
        return Stream.concat(start, set == null ? Stream.of() : Stream.of(set)).toList();
    }

    private static List<Integer> lengths(String text) {
        List<Integer> lengths = new ArrayList<>();
        try {
            for (String length : text.split(",", -1)) {
                lengths.add(Integer.parseInt(length));
            }
        } catch (NumberFormatException e) {
            lengths.clear();
        }
        boolean rising = IntStream.range(1, lengths.size()).allMatch(i -> lengths.get(i) > lengths.get(i - 1));
        if (lengths.isEmpty() || lengths.get(0) < 1 || !rising) {
            throw Failure.usage(
                    "--lengths: expected rising numbers of epochs such as 25,50,100,200, found '" + text + "'");
        }
        return lengths;
    }

    private static StudyData data(CommandLine arguments) {
        String data = arguments.getOptionValue("data");
        if (data == null) {
            throw Failure.usage("expected --data, such as voc:DIR; found none");
        }
        return StudyData.of(data, arguments.getOptionValue("test", ""));
    }

    /** For every row its runs, by seed. */
    private static List<List<PlannedRun>> plan(Study study, StudyData data, int seeds, Path root, Launcher launcher)
            throws IOException, InterruptedException, StepFailure {
        launcher.people()
                .println("ablate: asking what fixes each of " + study.rows().size() + " rows ...");
        Row first = study.rows().get(0);
        StudyData known =
                data.fingerprinted(identity(first, data.test(), launcher).data());
        List<List<PlannedRun>> plan = new ArrayList<>();
        for (Row row : study.rows()) {
            Identity identity = identity(row, data.train(), launcher);
            List<PlannedRun> runs = new ArrayList<>();
            for (long seed = 0; seed < seeds; seed++) {
                String name = identity.runName(row.recipe(), seed, known.testSha256());
                runs.add(new PlannedRun(
                        row, seed, identity, known, root.resolve("runs").resolve(name)));
            }
            plan.add(runs);
        }
        return plan;
    }

    private static Identity identity(Row row, String data, Launcher launcher)
            throws IOException, InterruptedException, StepFailure {
        List<String> arguments = PlannedRun.arguments(row);
        arguments.addAll(List.of("--data", data, "--identity"));
        return Identity.parse(launcher.ask(Step.work("identity of " + row.label(), arguments)));
    }

    private static void report(Study study, StudyData data, List<List<PlannedRun>> plan, Path root, PrintStream out) {
        Dataset test = Datasets.open(DataRequest.of(data.test(), "test", Purpose.SCORING, BadData.REFUSE));
        Metric metric = Metric.of(DataArgument.parseAll(data.test()).get(0).scheme());
        Map<String, Evaluator> byRun = new HashMap<>();
        plan.stream()
                .flatMap(List::stream)
                .forEach(run -> byRun.computeIfAbsent(
                        run.name(),
                        name -> metric.match(
                                test,
                                DetectionsFile.read(run.detections())
                                        .in(test, BadData.REFUSE)
                                        .all())));
        List<List<Evaluator>> evaluators = plan.stream()
                .map(runs -> runs.stream()
                        .map(run -> Objects.requireNonNull(byRun.get(run.name())))
                        .toList())
                .toList();
        List<RowScore> scores = IntStream.range(0, plan.size())
                .mapToObj(i -> RowScore.of(
                        study.rows().get(i),
                        evaluators.get(i),
                        evaluators.get(study.rows().get(i).reference())))
                .toList();
        List<String> notes =
                new ArrayList<>(List.of("Learned from " + data.train() + ", scored on " + data.test() + "."));
        notes.add(study.name().equals("lengths") ? crossing(scores) : length(study));
        StudyReport report = new StudyReport(study, metric.option(), scores, notes);
        report.write(root);
        out.print(report.markdown());
        out.println();
        for (String ending : List.of(".md", ".csv", ".png")) {
            out.println("  " + root.resolve(study.name() + ending));
        }
        out.println("  " + root.resolve("results.jsonl"));
    }

    private static String length(Study study) {
        OptionalInt epochs = study.rows().get(0).epochs();
        return "Every training: " + (epochs.isPresent() ? epochs.getAsInt() + " epochs." : "as its recipe says.");
    }

    private static String crossing(List<RowScore> scores) {
        List<RowScore> bags = IntStream.range(0, scores.size() / 2)
                .mapToObj(i -> scores.get(2 * i + 1))
                .toList();
        return Crossing.describe(
                bags.stream().map(bag -> bag.row().epochs().orElseThrow()).toList(),
                bags.stream().map(RowScore::delta).toList());
    }
}
