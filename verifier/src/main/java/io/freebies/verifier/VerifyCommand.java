package io.freebies.verifier;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Check;
import io.freebies.run.Command;
import io.freebies.run.Verdict;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.WeightHealth;
import io.freebies.verifier.parity.Parity;
import io.freebies.verifier.runtime.Provider;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof verify}: proves from the files alone that training changed the weights and nothing else. */
public final class VerifyCommand implements Command {
    /** The command without state. */
    public VerifyCommand() {}

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public String summary() {
        return "Proves that two models are the same network with other weights, and that a file answers as trained. With"
                + " --elephant: how often something alien in a picture changes what each of them sees elsewhere in it.";
    }

    @Override
    public String usage() {
        return "--baseline A.onnx --candidate B.onnx [--probe P.safetensors] [--provider cpu|cuda] [--json F]"
                + " [--elephant --data D [--limit N] [--steps N] [--threshold T] [--out DIR]]";
    }

    @Override
    public Options options() {
        Options options = new Options()
                .addOption(null, "baseline", true, "the model that is expected")
                .addOption(null, "candidate", true, "the model to hold against it")
                .addOption(null, "probe", true, "what the candidate's trained network answered: RUN/probe.safetensors")
                .addOption(AdapterOption.option())
                .addOption(null, "provider", true, "where models are optimised and run: " + Provider.OPTIONS)
                .addOption(null, "json", true, "file for the verdict");
        return ElephantOptions.addTo(options);
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) {
        String first = arguments.getOptionValue("baseline");
        String second = arguments.getOptionValue("candidate");
        if (first == null || second == null || !arguments.getArgList().isEmpty()) {
            throw Failure.usage("expected 'bof verify " + usage() + "', found " + arguments.getArgList()
                    + (first == null ? " without --baseline" : second == null ? " without --candidate" : ""));
        }
        if (ElephantOptions.areIn(arguments)) {
            return ElephantOptions.run(Path.of(first), Path.of(second), arguments, out);
        }
        Provider provider = Provider.parse(arguments.getOptionValue("provider", "cpu"));
        Optional<Path> adapter = AdapterOption.of(arguments);
        VerifiedModel baseline = VerifiedModel.read(Path.of(first), adapter);
        VerifiedModel candidate = VerifiedModel.read(Path.of(second), adapter);
        Comparison comparison = Comparison.of(baseline, candidate, provider);
        List<Check> checks = new ArrayList<>(comparison.checks());
        checks.add(weights(baseline.file(), candidate.file()));
        checks.add(Description.check(baseline, candidate));
        checks.addAll(parity(arguments, candidate.file(), provider));
        Verdict verdict = new Verdict(comparison.identical() ? "IDENTICAL" : "DIFFERENT", checks, comparison.facts());
        print(verdict, comparison, out);
        String json = arguments.getOptionValue("json");
        if (json != null) {
            verdict.write(Path.of(json));
        }
        String files = " --baseline " + first + " --candidate " + second;
        ExitCode code = verdict.exitCode();
        out.println("next: " + (code == ExitCode.OK ? "bof bench" : "mend and export again, then bof verify") + files);
        return code;
    }

    private static Check weights(OnnxFile baseline, OnnxFile candidate) {
        long denormal = 0;
        List<String> broken = new ArrayList<>();
        for (OnnxFile file : List.of(baseline, candidate)) {
            WeightHealth health = WeightHealth.of(file);
            denormal += health.denormal();
            health.notFinite().forEach(line -> broken.add(file + ": " + line));
        }
        return Check.of(
                "weights",
                broken.isEmpty(),
                broken.isEmpty()
                        ? "all numbers are finite, " + denormal + " of them denormal"
                        : "numbers that are not finite: " + String.join("; ", broken));
    }

    private static List<Check> parity(CommandLine arguments, OnnxFile candidate, Provider provider) {
        String probe = arguments.getOptionValue("probe");
        return probe == null
                ? List.of(Check.skipped("parity", "no probe was given; add --probe RUN/probe.safetensors"))
                : Parity.checks(Path.of(probe), candidate, provider);
    }

    private static void print(Verdict verdict, Comparison comparison, PrintStream out) {
        comparison.difference().ifPresent(out::println);
        verdict.checks().forEach(out::println);
        out.println(verdict.word() + ", " + verdict.status().word());
    }
}
