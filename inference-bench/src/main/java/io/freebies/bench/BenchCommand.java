package io.freebies.bench;

import io.freebies.bench.equivalence.Block;
import io.freebies.bench.equivalence.SequentialTest;
import io.freebies.bench.equivalence.SequentialTest.Outcome;
import io.freebies.bench.instructions.InstructionCounter;
import io.freebies.bench.instructions.InstructionRatio;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.run.Check;
import io.freebies.run.Command;
import io.freebies.run.NumberOption;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.runtime.NodePlacement;
import io.freebies.verifier.runtime.Provider;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof bench}: do two model files run equally fast? */
final class BenchCommand implements Command {
    private static final double NANOS_PER_SECOND = 1e9;
    /** The first plans its memory, the others do what all that follow do. */
    private static final int COUNTED_INFERENCES = 3;

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public String summary() {
        return "Compares the throughput of two models in one process: EQUIVALENT within the margin (exit 0), DIFFERENT"
                + " beyond it (exit 1) or INCONCLUSIVE (exit 5). The ratio is the candidate's throughput divided by the"
                + " baseline's: above 1 the candidate is faster.";
    }

    @Override
    public String usage() {
        return "--baseline A.onnx --candidate B.onnx [--json F]";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(null, "baseline", true, "the model that sets the speed")
                .addOption(null, "candidate", true, "the model that is to be as fast")
                .addOption(null, "provider", true, Provider.OPTIONS + "; never falls back to another")
                .addOption(null, "margin", true, "what counts as equal, a fraction (default 0.02)")
                .addOption(null, "threads", true, "threads of one operator (default 1, the least noisy)")
                .addOption(null, "batch", true, "pictures per inference (default 1)")
                .addOption(
                        null,
                        "rounds",
                        true,
                        "blocks at most, each running every session twice (default 120, or 240"
                                + " for a margin of 0.02 or less)")
                .addOption(null, "seconds", true, "begin no block after this time (default 120)")
                .addOption(
                        null,
                        "instructions",
                        false,
                        "also count the instructions of an inference with valgrind, which no noise disturbs; takes a minute"
                                + " or two for a small network")
                .addOption(null, "json", true, "also write the verdict to this file")
                .addOption(null, "seed", true, "of the input's numbers and of the intervals (default 1)");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) {
        BenchResult result = measure(settings(arguments), arguments.hasOption("instructions"), out);
        print(result, out);
        if (arguments.hasOption("json")) {
            result.verdict().write(Path.of(arguments.getOptionValue("json")));
        }
        return result.verdict().exitCode();
    }

    private static BenchSettings settings(CommandLine arguments) {
        if (!arguments.getArgList().isEmpty()) {
            throw Failure.usage("expected options only, found " + arguments.getArgList() + "; see 'bof bench --help'");
        }
        double margin = NumberOption.positive(arguments, "margin", 0.02, 0.5);
        int rounds =
                NumberOption.whole(arguments, "rounds", SequentialTest.mostFor(margin), SequentialTest.FEWEST, 100_000);
        long seed = NumberOption.any(arguments, "seed", 1);
        return new BenchSettings(
                file(arguments, "baseline"),
                file(arguments, "candidate"),
                Provider.parse(arguments.getOptionValue("provider", "cpu")),
                NumberOption.whole(arguments, "threads", 1, 1, 1024),
                NumberOption.whole(arguments, "batch", 1, 1, 4096),
                NumberOption.positive(arguments, "seconds", 120, 86_400),
                seed,
                new SequentialTest(margin, rounds, seed));
    }

    private static Path file(CommandLine arguments, String option) {
        String value = arguments.getOptionValue(option);
        if (value == null) {
            throw Failure.usage(
                    "--" + option + ": expected a model file, found no such option; see 'bof bench --help'");
        }
        return Path.of(value);
    }

    private static BenchResult measure(BenchSettings settings, boolean count, PrintStream out) {
        try (SessionBlocks blocks = new SessionBlocks(settings)) {
            Map<String, String> conditions = Conditions.of(settings, blocks.inputs());
            conditions.put("nodes_of_baseline", placement(settings.baseline(), settings, blocks));
            conditions.put("nodes_of_candidate", placement(settings.candidate(), settings, blocks));
            conditions.forEach((name, value) -> out.println("# " + name + ": " + value));
            long start = System.nanoTime();
            Outcome outcome = settings.test()
                    .run(blocks::measure, () -> secondsSince(start) > settings.seconds(), System.err::println);
            return new BenchResult(
                    settings,
                    conditions,
                    outcome,
                    secondsSince(start),
                    blocks.baselineTimes(BenchResult.median(outcome, Block::baseline)),
                    blocks.candidateTimes(BenchResult.median(outcome, Block::candidate)),
                    count ? Optional.of(instructions(settings, blocks.inputs())) : Optional.empty());
        }
    }

    private static Check instructions(BenchSettings settings, List<ModelInput> inputs) {
        if (settings.provider() != Provider.CPU) {
            return Check.skipped("instructions", "only the processor's are counted, not those of a GPU");
        }
        Optional<InstructionCounter> counter = InstructionCounter.find();
        if (counter.isEmpty()) {
            return Check.skipped("instructions", "found no valgrind on the PATH; install it");
        }
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        inputs.forEach(input -> shapes.put(input.name(), input.shapeFor(settings.batch(), settings.baseline())));
        return new InstructionRatio(
                        counter.get().perInference(settings.baseline(), shapes, COUNTED_INFERENCES),
                        counter.get().perInference(settings.candidate(), shapes, COUNTED_INFERENCES))
                .check();
    }

    private static String placement(Path model, BenchSettings settings, SessionBlocks blocks) {
        Map<String, Tensor> zeros = new HashMap<>();
        for (ModelInput input : blocks.inputs()) {
            List<Long> shape = input.shapeFor(settings.batch(), model);
            zeros.put(input.name(), Tensor.zeros(new Shape(shape)));
        }
        NodePlacement placement =
                NodePlacement.of(OnnxFile.read(model), settings.provider(), settings.threads(), zeros);
        placement.require(model, settings.provider());
        return placement.toString();
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    private static void print(BenchResult result, PrintStream out) {
        out.printf("baseline   %9.3f ms per inference (median)%n", result.median(Block::baseline));
        out.printf("candidate  %9.3f ms%n", result.median(Block::candidate));
        out.println("baseline   " + result.baseline());
        out.println("candidate  " + result.candidate());
        out.println(result.outcome().look() + " (candidate / baseline, 95 % intervals)");
        out.printf(
                "%s within %.1f %%: %s%n",
                result.finding(), 100 * result.settings().test().margin(), result.reason());
        result.instructions().ifPresent(out::println);
    }
}
