package io.freebies.bench;

import ai.onnxruntime.OrtEnvironment;
import io.freebies.bench.stage.Launcher;
import io.freebies.bench.stage.Step;
import io.freebies.bench.stage.StepFailure;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Command;
import io.freebies.run.Facts;
import io.freebies.run.Machine;
import io.freebies.verifier.runtime.Provider;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof doctor}: what this machine has, and what is missing for what it is asked to do. */
final class DoctorCommand implements Command {
    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String summary() {
        return "Prints machine, versions, natives, devices and providers, and how to get those that are missing.";
    }

    @Override
    public String usage() {
        return "[--devices LIST] [--provider P]";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(
                        null,
                        "devices",
                        true,
                        "check that these train, such as 0,1,2,3; exit status 4 if one is not there")
                .addOption(
                        null,
                        "provider",
                        true,
                        "check that ONNX Runtime has cpu, cuda or tensorrt; exit status 4 if not");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) throws IOException, InterruptedException {
        Optional<Provider> wanted =
                Optional.ofNullable(arguments.getOptionValue("provider")).map(Provider::parse);
        out.println(Facts.lines("machine", machine()));
        out.println(Facts.lines("ONNX Runtime", runtime()));
        try {
            Launcher.own("doctor", out).pass(Step.work("engine", engine(arguments)));
        } catch (StepFailure e) {
            // It has said why.
            return e.exitCode();
        }
        wanted.ifPresent(Provider::requireWorking);
        return ExitCode.OK;
    }

    private static List<String> engine(CommandLine arguments) {
        List<String> words = new ArrayList<>(List.of("doctor", "engine"));
        Optional.ofNullable(arguments.getOptionValue("devices"))
                .ifPresent(devices -> words.addAll(List.of("--devices", devices)));
        return words;
    }

    private static Map<String, String> machine() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("processor", Machine.processors());
        machine.put("memory", Machine.memory());
        machine.put("heap", (Runtime.getRuntime().maxMemory() >> 20) + " MiB at most (BOF_JAVA_OPTIONS=-Xmx...)");
        machine.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        machine.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        return machine;
    }

    private static Map<String, String> runtime() {
        Map<String, String> runtime = new LinkedHashMap<>();
        runtime.put("version", OrtEnvironment.getEnvironment().getVersion());
        for (Provider provider : Provider.values()) {
            runtime.put(provider.option(), state(provider));
        }
        return runtime;
    }

    private static String state(Provider provider) {
        try {
            provider.requireWorking();
            return "works";
        } catch (Failure e) {
            return "does not work: " + e.getMessage();
        }
    }
}
