package io.freebies.bench.gate;

import io.freebies.bench.gate.GateResult.PairResult;
import io.freebies.bench.gate.GateSettings.Pair;
import io.freebies.bench.gate.PairSteps.Planned;
import io.freebies.bench.gate.Part.Problem;
import io.freebies.bench.stage.Launcher;
import io.freebies.bench.stage.Step;
import io.freebies.bench.stage.StepFailure;
import io.freebies.bench.stage.VerdictFile;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.verifier.runtime.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs every step of every pair that has not been finished before. A step is finished when its file is there, which
 * appears whole; its name is the step's {@link ContentKey}.
 */
final class GateRun {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Set<ExitCode> ENDS = Set.of(ExitCode.OK, ExitCode.CHECK_FAILED, ExitCode.INCONCLUSIVE);

    private final GateSettings settings;
    private final Launcher launcher;
    private final Path finished;

    GateRun(GateSettings settings, Launcher launcher) {
        this.settings = settings;
        this.launcher = launcher;
        this.finished = settings.out().resolve("steps");
    }

    /**
     * Runs them. What one pair lacks does not keep the others from running.
     *
     * @throws Failure (environment) if the folder of results cannot be made
     */
    GateResult run() throws IOException, InterruptedException {
        try {
            Files.createDirectories(finished);
        } catch (IOException e) {
            throw Failure.environment("cannot make " + finished + " (" + e + "); choose another folder as out", e);
        }
        Optional<String> dataKey = settings.data().map(data -> ContentKey.ofData(data.argument()));
        List<PairResult> results = new ArrayList<>();
        for (Pair pair : settings.pairs()) {
            List<Part> parts = new ArrayList<>();
            for (Provider provider : settings.providers()) {
                PairSteps steps = new PairSteps(settings, pair, provider, dataKey);
                parts.add(part(pair, provider, steps.verify()));
                Optional<Planned> eval = steps.eval();
                parts.add(
                        eval.isPresent()
                                ? part(pair, provider, eval.get())
                                : Part.skipped("eval", provider, "no data are given; add data.argument to the file"));
                parts.add(part(pair, provider, steps.bench()));
            }
            results.add(new PairResult(pair, parts));
        }
        return new GateResult(settings, results);
    }

    private Part part(Pair pair, Provider provider, Planned planned) throws IOException, InterruptedException {
        Path json = finished.resolve(planned.step() + "-" + planned.key() + ".json");
        String name = pair.name() + ", " + planned.step() + " on " + provider.option();
        if (Files.exists(json)) {
            try {
                Part kept = read(provider, planned, json, 0, true);
                launcher.people().println("gate: " + name + ": finished before, " + json);
                return kept;
            } catch (Failure e) {
                launcher.people()
                        .println("gate: " + name + ": runs again, as its result is damaged: " + e.getMessage());
            }
        }
        List<String> arguments = new ArrayList<>(planned.arguments());
        arguments.addAll(List.of("--json", json.toString()));
        Path log = json.resolveSibling(planned.step() + "-" + planned.key() + ".log");
        long start = System.nanoTime();
        Optional<Problem> problem = problem(new Step(name, arguments, ENDS), log);
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        if (problem.isEmpty()) {
            try {
                return read(provider, planned, json, seconds, false);
            } catch (Failure e) {
                problem = Optional.of(new Problem(e.exitCode(), String.valueOf(e.getMessage())));
            }
        }
        return new Part(planned.step(), provider, List.of(), Optional.empty(), problem, seconds, false);
    }

    private static Part read(Provider provider, Planned planned, Path json, double seconds, boolean kept) {
        VerdictFile verdict = VerdictFile.read(json);
        return new Part(
                planned.step(),
                provider,
                planned.reader().apply(verdict),
                Optional.of(verdict),
                Optional.empty(),
                seconds,
                kept);
    }

    /** Runs a step; why it did not get to an end, if so. */
    private Optional<Problem> problem(Step step, Path log) throws IOException, InterruptedException {
        try {
            Files.deleteIfExists(log);
            launcher.run(step, log);
            return Optional.empty();
        } catch (StepFailure e) {
            // Everything that a step is given comes from the gate's file or its data, so a wrong use is wrong data.
            ExitCode code = e.exitCode() == ExitCode.USAGE ? ExitCode.DATA : e.exitCode();
            return Optional.of(new Problem(code, said(log).orElse(String.valueOf(e.getMessage()))));
        } finally {
            Files.copy(log, launcher.people());
        }
    }

    /** The error message of a command, which begins with its name; none if it died without one. */
    private static Optional<String> said(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).startsWith("bof ")) {
                String message = lines.subList(i, lines.size()).stream()
                        .map(String::strip)
                        .collect(Collectors.joining(" "));
                return Optional.of(message.substring(message.indexOf(": ") + 2));
            }
        }
        return Optional.empty();
    }
}
