package io.freebies.exporter;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Command;
import io.freebies.run.NumberOption;
import io.freebies.run.RunDirectory;
import io.freebies.run.TrainedDetector;
import io.freebies.zoo.DetectorSpec;
import io.freebies.zoo.ModelZoo;
import io.freebies.zoo.Profile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof export}: weights of a run, of a file or fresh ones, as an ONNX file. */
public final class ExportCommand implements Command {
    @Override
    public String name() {
        return "export";
    }

    @Override
    public String summary() {
        return "Writes a trained detector, or a fresh one, as an ONNX file.";
    }

    @Override
    public String usage() {
        return "(RUN | WEIGHTS | --model NAME --classes N --seed S) [--out F.onnx] [--profile P] [--weights KIND]";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(null, "out", true, "file to write; RUN/model.onnx by default for a run")
                .addOption(null, "profile", true, "raw, decoded (default) or nms: what the file answers with")
                .addOption(
                        null,
                        "weights",
                        true,
                        "of a run: last (default), or the average ema or swa if its recipe made one")
                .addOption(null, "model", true, "fresh weights for a network: " + String.join(", ", ModelZoo.names()))
                .addOption(null, "classes", true, "with --model: how many classes")
                .addOption(null, "seed", true, "with --model: where its weights come from")
                .addOption(null, "size", true, "with --model: input side in pixels, a multiple of 32");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) throws IOException {
        Profile profile = profile(arguments.getOptionValue("profile", "decoded"));
        TrainedDetector trained = arguments.hasOption("model") ? fresh(arguments) : read(arguments);
        Path file = file(arguments);
        OnnxExport export = OnnxExport.of(trained, profile);
        export.write(file);
        out.printf(
                Locale.ROOT,
                "%s: %,d bytes, fingerprint %s, %d denormal weights set to zero%n",
                file,
                Files.size(file),
                export.fingerprint(),
                export.flushed());
        out.println("next: bof eval " + file + " --data DATA");
        return ExitCode.OK;
    }

    private static Profile profile(String option) {
        return Arrays.stream(Profile.values())
                .filter(p -> p.option().equals(option))
                .findFirst()
                .orElseThrow(() -> Failure.usage("--profile: expected "
                        + Arrays.stream(Profile.values()).map(Profile::option).collect(Collectors.joining(", "))
                        + ", found '" + option + "'"));
    }

    private static Path file(CommandLine arguments) {
        String out = arguments.getOptionValue("out");
        if (out != null) {
            return Path.of(out);
        }
        if (arguments.hasOption("model") || !Files.isDirectory(source(arguments))) {
            throw Failure.usage("expected --out F.onnx; only a run directory has a place of its own");
        }
        return new RunDirectory(source(arguments)).model();
    }

    private static Path source(CommandLine arguments) {
        List<String> sources = arguments.getArgList();
        if (sources.size() != 1) {
            throw Failure.usage("expected one RUN or WEIGHTS, or --model NAME, found " + sources);
        }
        return Path.of(sources.get(0));
    }

    private static TrainedDetector read(CommandLine arguments) {
        refuse(arguments, "only goes with --model", "classes", "seed", "size");
        Path source = source(arguments);
        if (!Files.isDirectory(source)) {
            refuse(arguments, "only goes with a run directory, and " + source + " is none", "weights");
            return TrainedDetector.read(source);
        }
        RunDirectory run = new RunDirectory(source);
        String kind = arguments.getOptionValue("weights", "last");
        if (arguments.hasOption("weights") && !run.weightsKinds().contains(kind)) {
            throw Failure.usage(
                    "--weights: expected one of " + run.weightsKinds() + ", which the run has, found '" + kind + "'");
        }
        return TrainedDetector.read(run.weights(kind));
    }

    private static TrainedDetector fresh(CommandLine arguments) {
        refuse(arguments, "does not go with --model", "weights");
        if (!arguments.getArgList().isEmpty()) {
            throw Failure.usage("expected nothing beside --model, found " + arguments.getArgList());
        }
        require(arguments, "classes", "seed");
        int classes = NumberOption.whole(arguments, "classes", 1, 1, 100_000);
        List<String> names =
                IntStream.range(0, classes).mapToObj(i -> "class" + i).toList();
        DetectorSpec spec = ModelZoo.defaultSpec(arguments.getOptionValue("model"), names);
        if (arguments.hasOption("size")) {
            spec = new DetectorSpec(spec.model(), names, size(arguments), spec.anchors(), spec.nms());
        }
        return TrainedDetector.fresh(ModelZoo.detector(spec), NumberOption.any(arguments, "seed", 0));
    }

    private static int size(CommandLine arguments) {
        int size = NumberOption.whole(arguments, "size", 32, 32, 4096);
        if (size % 32 != 0) {
            throw Failure.usage("--size: expected a multiple of 32, found " + size);
        }
        return size;
    }

    private static void require(CommandLine arguments, String... options) {
        for (String option : options) {
            if (!arguments.hasOption(option)) {
                throw Failure.usage("expected --" + option + " with --model");
            }
        }
    }

    private static void refuse(CommandLine arguments, String why, String... options) {
        for (String option : options) {
            if (arguments.hasOption(option)) {
                throw Failure.usage("--" + option + " " + why);
            }
        }
    }
}
