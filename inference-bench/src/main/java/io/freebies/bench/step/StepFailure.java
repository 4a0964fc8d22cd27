package io.freebies.bench.step;

import io.freebies.failure.ExitCode;
import java.io.Serial;
import java.util.Arrays;

/** A step did not end as it may. The step itself has said why. */
public final class StepFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    StepFailure(Step step, int number) {
        super("step '" + step.name() + "' ended with exit status " + number + ", its message is above; to repeat it"
                + " alone: " + step.commandLine());
        // Anything else is a signal or a crash of the virtual machine.
        exitCode = Arrays.stream(ExitCode.values())
                .filter(code -> code.number() == number)
                .findFirst()
                .orElse(ExitCode.ENVIRONMENT);
    }

    /** The step's own, where it has a meaning. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
