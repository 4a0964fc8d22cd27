package io.freebies.bench.stage;

import io.freebies.failure.ExitCode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One command.
 *
 * @param name for the report and messages
 * @param arguments what follows {@code bof}
 * @param accepted how it may end; a check that fails is a result
 */
public record Step(String name, List<String> arguments, Set<ExitCode> accepted) {
    /** Copies the collections. */
    public Step {
        arguments = List.copyOf(arguments);
        accepted = Set.copyOf(accepted);
    }

    /** A command that must succeed. */
    public static Step work(String name, List<String> arguments) {
        return new Step(name, arguments, Set.of(ExitCode.OK));
    }

    /** As a person would type it. */
    public String commandLine() {
        return arguments.stream()
                .map(argument -> argument.contains(" ") ? "'" + argument + "'" : argument)
                .collect(Collectors.joining(" ", "bof ", ""));
    }
}
