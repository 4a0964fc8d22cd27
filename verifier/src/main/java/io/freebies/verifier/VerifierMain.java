package io.freebies.verifier;

import io.freebies.run.CommandLineMain;
import java.util.List;

/** The verifier's commands. */
public final class VerifierMain {
    private VerifierMain() {}

    /** Runs one command and ends the process. */
    public static void main(String[] args) {
        CommandLineMain.exit(List.of(new VerifyCommand(), new EvalCommand(), new PredictCommand()), args);
    }
}
