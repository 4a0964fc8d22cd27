package io.freebies.bench.stage;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts {@code bof} again for one command, so that exactly that is done which a person would type.
 *
 * @param bof the launcher script
 * @param command that starts others, for messages
 * @param people where the commands' results go; their messages go to standard error themselves
 * @param environment more variables for the commands
 */
public record Launcher(Path bof, String command, PrintStream people, Map<String, String> environment) {
    /** Copies the map. */
    public Launcher {
        environment = Map.copyOf(environment);
    }

    /**
     * The launcher that started this process.
     *
     * @param command that starts others
     * @throws Failure (environment) if none did
     */
    public static Launcher own(String command, PrintStream people) {
        Path bof = Path.of(System.getProperty("bof.home", ""), "bof").toAbsolutePath();
        if (!Files.isExecutable(bof)) {
            throw Failure.environment(
                    command + ": expected the launcher at " + bof + ", found none; start it as ./bof " + command);
        }
        return new Launcher(bof, command, people, Map.of());
    }

    /** The same with more variables for the commands. */
    public Launcher with(Map<String, String> variables) {
        return new Launcher(bof, command, people, variables);
    }

    /**
     * Runs a step to its end; if this process is told to end, so is the step's.
     *
     * @return how it ended, one of the step's accepted codes
     * @throws StepFailure for any other code
     */
    public ExitCode run(Step step) throws IOException, InterruptedException, StepFailure {
        people.println(command + ": " + step.name() + ": " + step.commandLine());
        return end(step, Redirect.INHERIT, people);
    }

    /** As {@link #run(Step)}, with messages appended to a file and results dropped: their files hold them. */
    public ExitCode run(Step step, Path log) throws IOException, InterruptedException, StepFailure {
        people.println(command + ": " + step.name() + ": " + step.commandLine());
        return end(step, Redirect.appendTo(log.toFile()), OutputStream.nullOutputStream());
    }

    /** As {@link #run(Step)}, without a word of its own. */
    public ExitCode pass(Step step) throws IOException, InterruptedException, StepFailure {
        return end(step, Redirect.INHERIT, people);
    }

    /** Runs a step and gives what it wrote to standard output. */
    public String ask(Step step) throws IOException, InterruptedException, StepFailure {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        end(step, Redirect.INHERIT, answer);
        return answer.toString(StandardCharsets.UTF_8);
    }

    private ExitCode end(Step step, Redirect messages, OutputStream results)
            throws IOException, InterruptedException, StepFailure {
        List<String> words = new ArrayList<>(step.arguments());
        words.add(0, bof.toString());
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(messages);
        builder.environment().putAll(environment);
        Process process = builder.start();
        Thread ender = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(ender);
        process.getOutputStream().close();
        process.getInputStream().transferTo(results);
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
