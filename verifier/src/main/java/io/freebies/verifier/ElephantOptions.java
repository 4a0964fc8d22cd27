package io.freebies.verifier;

import io.freebies.data.Dataset;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.DataOptions;
import io.freebies.run.NumberOption;
import io.freebies.run.Verdict;
import io.freebies.verifier.elephant.Elephant;
import io.freebies.verifier.runtime.OnnxDetector;
import io.freebies.verifier.runtime.OnnxSession;
import io.freebies.verifier.runtime.Provider;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof verify --elephant}. */
final class ElephantOptions {
    private static final int STEPS = 5;
    private static final int MOST_STEPS = 64;
    private static final double THRESHOLD = 0.3;
    private static final String SWITCH = "elephant";
    private static final List<String> OWN =
            List.of("data", "classes", "limit", "skip-bad", "steps", "threshold", "out");

    private ElephantOptions() {}

    static Options addTo(Options options) {
        options.addOption(
                null, SWITCH, false, "move something alien over pictures of --data, and see what else changes in them");
        return DataOptions.addTo(options, "split test unless named; with --elephant only")
                .addOption(null, "steps", true, "with --elephant: places across and down (" + STEPS + ")")
                .addOption(
                        null, "threshold", true, "with --elephant: surer detections count, 0 to 1 (" + THRESHOLD + ")")
                .addOption(null, "out", true, "with --elephant: folder for elephant.json and elephant.png");
    }

    /**
     * Whether the elephant is asked for.
     *
     * @throws Failure (usage) if options are given that would do nothing
     */
    static boolean areIn(CommandLine arguments) {
        boolean asked = arguments.hasOption(SWITCH);
        List<String> idle = asked ? List.of("probe") : OWN;
        for (String option : idle) {
            if (arguments.hasOption(option)) {
                throw Failure.usage("--" + option + " has no use " + (asked ? "with" : "without") + " --" + SWITCH);
            }
        }
        return asked;
    }

    static ExitCode run(Path baseline, Path candidate, CommandLine arguments, PrintStream out) {
        int steps = NumberOption.whole(arguments, "steps", STEPS, 1, MOST_STEPS);
        double threshold = NumberOption.share(arguments, "threshold", THRESHOLD);
        Provider provider = Provider.parse(arguments.getOptionValue("provider", "cpu"));
        Optional<Path> adapter = AdapterOption.of(arguments);
        Dataset data = DataOptions.open(arguments, "test");
        Optional<Path> folder = folder(arguments);
        try (OnnxDetector first = OnnxDetector.open(baseline, adapter, provider, OnnxSession.DEFAULT_THREADS);
                OnnxDetector second = OnnxDetector.open(candidate, adapter, provider, OnnxSession.DEFAULT_THREADS);
                Progress progress = new Progress(SWITCH, data.images().size())) {
            Elephant elephant = Elephant.run(data, first, second, steps, threshold, progress::at);
            Verdict verdict = elephant.verdict();
            data.leftOut().forEach(reason -> out.println("left out: " + reason));
            verdict.checks().forEach(out::println);
            out.println(verdict.word() + ", " + verdict.status().word());
            Optional<Path> json = Optional.ofNullable(arguments.getOptionValue("json"))
                    .map(Path::of)
                    .or(() -> folder.map(f -> f.resolve("elephant.json")));
            json.ifPresent(verdict::write);
            json.ifPresent(file -> out.println("wrote " + file));
            folder.map(f -> f.resolve("elephant.png")).ifPresent(sheet -> {
                elephant.draw(sheet);
                out.println("wrote " + sheet);
            });
            out.println("next: bof eval " + candidate + " --baseline " + baseline + " --data "
                    + DataOptions.argument(arguments));
            return verdict.exitCode();
        }
    }

    /** Made before the work begins, which may take long. */
    private static Optional<Path> folder(CommandLine arguments) {
        Optional<Path> folder =
                Optional.ofNullable(arguments.getOptionValue("out")).map(Path::of);
        folder.ifPresent(place -> {
            try {
                Files.createDirectories(place);
            } catch (IOException e) {
                throw Failure.environment("cannot make " + place + " (" + e + "); choose a folder you may write to", e);
            }
        });
        return folder;
    }
}
