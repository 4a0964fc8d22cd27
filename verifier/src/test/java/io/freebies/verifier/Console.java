package io.freebies.verifier;

import io.freebies.failure.ExitCode;
import io.freebies.run.CommandLineMain;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a command line did.
 *
 * @param code how it ended
 * @param out standard output
 * @param err standard error
 */
record Console(ExitCode code, String out, String err) {
    static Console bof(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandLineMain main = new CommandLineMain(
                List.of(new VerifyCommand(), new EvalCommand(), new PredictCommand()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        ExitCode code = main.run(words);
        return new Console(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
