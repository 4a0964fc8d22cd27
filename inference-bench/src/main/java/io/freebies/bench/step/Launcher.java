package io.freebies.bench.step;

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
 * Starts {@code bof} again for one command, so that what runs is exactly what a person would type.
 *
 * @param bof the launcher script
 * @param command that starts others, for messages
 * @param people where the commands' results go
 */
public record Launcher(Path bof, String command, PrintStream people) {
    /**
     * The launcher that started this process.
     *
     * @throws Failure (environment) if none did
     */
    public static Launcher own(String command, PrintStream people) {
        Path bof = Path.of(System.getProperty("bof.home", ""), "bof").toAbsolutePath();
        if (!Files.isExecutable(bof)) {
            throw Failure.environment(
                    command + ": expected the launcher at " + bof + ", found none; start it as ./bof " + command);
        }
        return new Launcher(bof, command, people);
    }

    /**
     * Runs a step to its end; if this process is told to end, so is the step's.
     *
     * @param messages where what it writes to standard error goes
     * @return how it ended, one of the step's accepted codes
     * @throws StepFailure for any other code
     */
    public ExitCode run(Step step, Redirect messages) throws IOException, InterruptedException, StepFailure {
        List<String> words = new ArrayList<>(step.arguments());
        words.add(0, bof.toString());
        people.println(command + ": " + step.name() + ": " + step.commandLine());
        Process process = new ProcessBuilder(words).redirectError(messages).start();
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
