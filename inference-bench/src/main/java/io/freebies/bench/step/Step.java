package io.freebies.bench.step;

import io.freebies.failure.ExitCode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One command that is run as a person would run it.
 *
 * @param name unique, for the report and messages
 * @param arguments what follows {@code bof}
 * @param accepted how it may end; a check that fails is a result, not the end of everything
 */
public record Step(String name, List<String> arguments, Set<ExitCode> accepted) {
    /** Copies the collections. */
    public Step {
        arguments = List.copyOf(arguments);
        accepted = Set.copyOf(accepted);
    }

    /** As a person would type it. */
    public String commandLine() {
        return arguments.stream()
                .map(argument -> argument.contains(" ") ? "'" + argument + "'" : argument)
                .collect(Collectors.joining(" ", "bof ", ""));
    }
}
