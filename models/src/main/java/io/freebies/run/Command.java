package io.freebies.run;

import io.freebies.failure.ExitCode;
import java.io.PrintStream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** What follows {@code bof}. {@link CommandLineMain} parses, prints help and turns failures into exit codes. */
public interface Command {
    /** The word that starts it, or two, such as {@code data synth}. */
    String name();

    /** One line for the list of commands. */
    String summary();

    /** How arguments follow the name, for the usage line, such as {@code "MODEL.onnx --data D [--json F]"}. */
    String usage();

    /** The options it takes; {@code --help} and {@code --debug} are added for all. */
    Options options();

    /**
     * Does the work.
     *
     * @param arguments the parsed command line; {@link CommandLine#getArgList()} holds what is not an option
     * @param out standard output: results only; progress goes to standard error
     * @throws io.freebies.failure.Failure with a message the user can act on
     */
    ExitCode run(CommandLine arguments, PrintStream out) throws Exception;
}
