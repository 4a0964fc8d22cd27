package io.freebies.failure;

/** What a process tells its caller; scripts and CI jobs rely on these numbers. */
public enum ExitCode {
    /** Everything asked for was done and every check passed. */
    OK(0),
    /** A check ran and failed. */
    CHECK_FAILED(1),
    /** The command line or a recipe cannot be understood. */
    USAGE(2),
    /** A file or data set is missing, broken or not what it says. */
    DATA(3),
    /** The machine lacks a device, provider, memory, disk or permission. */
    ENVIRONMENT(4),
    /** A measurement was too noisy to decide. */
    INCONCLUSIVE(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The process exit status, 0 to 5. */
    public int number() {
        return number;
    }
}
