package io.freebies.bench.demo;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts {@code bof} again for one command, so that the demo does exactly what a person would type.
 *
 * @param bof the launcher script
 * @param people where the commands' results go; their messages go to standard error themselves
 */
record Launcher(Path bof, PrintStream people) {
    /**
     * The launcher that started this process.
     *
     * @throws Failure (environment) if none did
     */
    static Launcher own(PrintStream people) {
        Path bof = Path.of(System.getProperty("bof.home", ""), "bof").toAbsolutePath();
        if (!Files.isExecutable(bof)) {
            throw Failure.environment("demo: expected the launcher at " + bof + ", found none; start it as ./bof demo");
        }
        return new Launcher(bof, people);
    }

    /**
     * Runs a step to its end; if this process is told to end, so is the step's.
     *
     * @return how it ended, one of the step's accepted codes
     * @throws StepFailure for any other code
     */
    ExitCode run(Step step) throws IOException, InterruptedException, StepFailure {
        List<String> command = new ArrayList<>(step.arguments());
        command.add(0, bof.toString());
        people.println("demo: " + step.name() + ": " + step.commandLine());
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        Thread ender = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(ender);
        process.getOutputStream().close();
        process.getInputStream().transferTo(people);
        int number = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(ender);
        for (ExitCode code : step.accepted()) {
            if (code.number() == number) {
                return code;
            }
        }
        throw new StepFailure(step, number);
    }
}
