package io.freebies.verifier;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Check;
import io.freebies.run.Command;
import io.freebies.run.Verdict;
import io.freebies.verifier.onnx.Identity;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.parity.Parity;
import io.freebies.verifier.runtime.OnnxDetector;
import io.freebies.verifier.runtime.OnnxSession;
import io.freebies.verifier.runtime.Provider;
import io.freebies.zoo.DetectorSpec;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
        return "Proves that two models are the same network with other weights, and that a file answers as trained.";
    }

    @Override
    public String usage() {
        return "--baseline A.onnx --candidate B.onnx [--probe P.safetensors] [--provider cpu|cuda] [--json F]";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(null, "baseline", true, "the model that is expected")
                .addOption(null, "candidate", true, "the model to hold against it")
                .addOption(null, "probe", true, "what the candidate's trained network answered: RUN/probe.safetensors")
                .addOption(null, "provider", true, "of the probe's run: cpu (default) or cuda")
                .addOption(null, "json", true, "file for the verdict");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) {
        String first = arguments.getOptionValue("baseline");
        String second = arguments.getOptionValue("candidate");
        if (first == null || second == null || !arguments.getArgList().isEmpty()) {
            throw Failure.usage("expected 'bof verify " + usage() + "', found " + arguments.getArgList()
                    + (first == null ? " without --baseline" : second == null ? " without --candidate" : ""));
        }
        OnnxFile baseline = OnnxFile.read(Path.of(first));
        OnnxFile candidate = OnnxFile.read(Path.of(second));
        Identity identity = Identity.of(baseline, candidate);
        List<Check> checks = List.of(check(identity), description(baseline, candidate), parity(arguments, candidate));
        Verdict verdict = new Verdict(
                identity.identical() ? "IDENTICAL" : "DIFFERENT", checks, facts(identity, baseline, candidate));
        print(verdict, identity, out);
        String json = arguments.getOptionValue("json");
        if (json != null) {
            verdict.write(Path.of(json));
        }
        String files = " --baseline " + first + " --candidate " + second;
        ExitCode code = verdict.exitCode();
        out.println("next: " + (code == ExitCode.OK ? "bof bench" : "mend and export again, then bof verify") + files);
        return code;
    }

    private static Check check(Identity identity) {
        return Check.of(
                "identity",
                identity.identical(),
                identity.difference()
                        .map(difference -> "not the same graph; first difference: " + difference.where())
                        .orElse(
                                "same operators, attributes, edges, constants and shapes; only learned numbers may differ"));
    }

    /** How the answers are to be read is no part of the graph, but part of what runs in production. */
    private static Check description(OnnxFile baseline, OnnxFile candidate) {
        String name = "description";
        for (OnnxFile file : List.of(baseline, candidate)) {
            if (!file.metadata().containsKey("freebies.spec")) {
                return Check.skipped(name, file.path() + " has no metadata freebies.spec; 'bof export' writes it");
            }
        }
        DetectorSpec expected = OnnxDetector.spec(baseline.path(), baseline.metadata());
        DetectorSpec found = OnnxDetector.spec(candidate.path(), candidate.metadata());
        List<String> differences = Stream.of(
                        difference("model", expected.model(), found.model()),
                        difference("classes", expected.classes(), found.classes()),
                        difference("input size", expected.inputSize(), found.inputSize()),
                        difference("anchors", expected.anchors(), found.anchors()),
                        difference("suppression", expected.nms(), found.nms()))
                .flatMap(Optional::stream)
                .toList();
        boolean same = differences.isEmpty();
        String detail = same ? "same classes, input size, anchors and suppression" : String.join("; ", differences);
        return Check.of(name, same, detail);
    }

    private static Optional<String> difference(String what, Object expected, Object found) {
        return expected.equals(found)
                ? Optional.empty()
                : Optional.of(what + ": expected " + expected + ", found " + found);
    }

    private static Check parity(CommandLine arguments, OnnxFile candidate) {
        Provider provider = Provider.parse(arguments.getOptionValue("provider", "cpu"));
        String probe = arguments.getOptionValue("probe");
        if (probe == null) {
            return Check.skipped("parity", "no probe was given; add --probe RUN/probe.safetensors");
        }
        try (OnnxSession session = OnnxSession.open(candidate.path(), provider, OnnxSession.DEFAULT_THREADS)) {
            return Parity.check(Path.of(probe), session);
        }
    }

    private static Map<String, Object> facts(Identity identity, OnnxFile baseline, OnnxFile candidate) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("baseline", side(baseline, identity.baseline()));
        facts.put("candidate", side(candidate, identity.candidate()));
        identity.difference()
                .ifPresent(difference -> facts.put(
                        "first_difference",
                        Map.of(
                                "where", difference.where(),
                                "expected", difference.expected(),
                                "found", difference.found())));
        return facts;
    }

    private static Map<String, String> side(OnnxFile file, String fingerprint) {
        Map<String, String> side = new LinkedHashMap<>();
        side.put("file", file.path().toString());
        side.put("fingerprint", fingerprint);
        return side;
    }

    private static void print(Verdict verdict, Identity identity, PrintStream out) {
        out.println("baseline  " + identity.baseline());
        out.println("candidate " + identity.candidate());
        identity.difference().ifPresent(out::println);
        verdict.checks().forEach(out::println);
        out.println(verdict.word() + ", " + verdict.status().word());
    }
}
