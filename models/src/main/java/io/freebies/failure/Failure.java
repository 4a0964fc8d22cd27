package io.freebies.failure;

import java.io.Serial;
import java.util.List;

/**
 * An error that its reader can act on: who, expected, found, where, what to do. Commands print the message as it is,
 * without a stack trace, and end with {@link #exitCode()}.
 */
public final class Failure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int LISTED = 20;

    private final ExitCode exitCode;

    private Failure(ExitCode exitCode, String message, Throwable... cause) {
        super(message, cause.length == 0 ? null : cause[0]);
        this.exitCode = exitCode;
    }

    /** The command line or a recipe is wrong. */
    public static Failure usage(String message) {
        return new Failure(ExitCode.USAGE, message);
    }

    /** A file or data set is missing, broken or not what it says. */
    public static Failure data(String message, Throwable... cause) {
        return new Failure(ExitCode.DATA, message, cause);
    }

    /** The machine cannot do what was asked. */
    public static Failure environment(String message, Throwable... cause) {
        return new Failure(ExitCode.ENVIRONMENT, message, cause);
    }

    /** A check ran and failed. */
    public static Failure check(String message) {
        return new Failure(ExitCode.CHECK_FAILED, message);
    }

    /**
     * All problems of one file or data set in one failure, so that they can be mended in one go; of more than twenty,
     * the first twenty and how many there are.
     *
     * @param exitCode how the process ends
     * @param where the file or folder at fault
     * @param problems one line each, not empty
     */
    public static Failure ofAll(ExitCode exitCode, String where, List<String> problems) {
        if (problems.size() == 1) {
            return new Failure(exitCode, where + ": " + problems.get(0));
        }
        List<String> listed = problems.subList(0, Math.min(LISTED, problems.size()));
        String more = problems.size() > LISTED ? "\n  and " + (problems.size() - LISTED) + " more" : "";
        return new Failure(
                exitCode, where + ": " + problems.size() + " problems:\n  - " + String.join("\n  - ", listed) + more);
    }

    /** How the process ends. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
