package io.freebies.bench.gate;

import io.freebies.bench.stage.VerdictFile;
import io.freebies.failure.ExitCode;
import io.freebies.run.Check;
import io.freebies.verifier.runtime.Provider;
import java.util.List;
import java.util.Optional;

/**
 * What one command found of a pair.
 *
 * @param step {@code verify}, {@code eval} or {@code bench}
 * @param provider where it ran
 * @param checks what it checked; none if it did not get to an end
 * @param verdict what it wrote
 * @param problem why it did not get to an end
 * @param seconds it took now; 0 if the result was there
 * @param kept whether the result was there
 */
record Part(
        String step,
        Provider provider,
        List<Check> checks,
        Optional<VerdictFile> verdict,
        Optional<Problem> problem,
        double seconds,
        boolean kept) {
    /** Why a command did not get to an end: bad data or an environment that lacks something. */
    record Problem(ExitCode code, String message) {}

    /** Copies the list. */
    Part {
        checks = List.copyOf(checks);
    }

    /** A step that was not asked for, with the reason. */
    static Part skipped(String step, Provider provider, String reason) {
        return new Part(
                step, provider, List.of(Check.skipped(step, reason)), Optional.empty(), Optional.empty(), 0, false);
    }

    /** Its lines in every table, in order. */
    List<Line> lines() {
        double share = seconds / Math.max(1, checks.size());
        if (problem.isPresent()) {
            String kind = problem.get().code() == ExitCode.DATA ? "bad data" : "environment";
            return List.of(
                    new Line(title(step), Line.Kind.ERROR, kind, problem.get().message(), seconds));
        }
        return checks.stream()
                .map(check -> new Line(
                        title(check.name().equals(step) ? step : step + "." + check.name()),
                        Line.Kind.of(check.status()),
                        check.status().word(),
                        check.detail(),
                        share))
                .toList();
    }

    private String title(String check) {
        return provider.option() + " " + check;
    }

    /**
     * One line of a table.
     *
     * @param name provider and check
     * @param kind as JUnit has it
     * @param status in one word or two
     * @param detail what was found
     * @param seconds its share of the time
     */
    record Line(String name, Kind kind, String status, String detail, double seconds) {
        /** JUnit's ways for a test to end; a check that could not decide is an error there, as it must not pass. */
        enum Kind {
            /** It holds. */
            SUCCESS,
            /** It does not hold. */
            FAILURE,
            /** It could not decide, or did not get to an end. */
            ERROR,
            /** It did not run. */
            SKIPPED;

            static Kind of(Check.Status status) {
                return switch (status) {
                    case PASSED -> SUCCESS;
                    case FAILED -> FAILURE;
                    case INCONCLUSIVE -> ERROR;
                    case SKIPPED -> SKIPPED;
                };
            }
        }
    }
}
