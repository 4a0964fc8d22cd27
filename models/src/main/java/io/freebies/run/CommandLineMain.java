package io.freebies.run;

import io.freebies.failure.DidYouMean;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.HelpFormatter;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** The command-line base: one place that parses, prints help and maps every outcome to an {@link ExitCode}. */
public final class CommandLineMain {
    private final List<Command> commands;
    private final PrintStream out;
    private final PrintStream err;

    /** A stage's commands, with where results and messages go. */
    public CommandLineMain(List<Command> commands, PrintStream out, PrintStream err) {
        this.commands = List.copyOf(commands);
        this.out = out;
        this.err = err;
    }

    /** Runs one command with the process's own streams and ends the process. */
    public static void exit(List<Command> commands, String... arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        ExitCode code = new CommandLineMain(commands, out, err).run(arguments);
        System.exit(code.number());
    }

    /** Runs the command named by the first arguments. Never throws. */
    public ExitCode run(String... arguments) {
        List<String> all = Arrays.asList(arguments);
        int words = 1;
        for (Command command : commands) {
            List<String> name = List.of(command.name().split(" ", -1));
            if (all.size() >= name.size() && all.subList(0, name.size()).equals(name)) {
                return run(command, Arrays.copyOfRange(arguments, name.size(), arguments.length));
            }
            words = Math.max(words, name.size());
        }
        String found = all.stream()
                .limit(words)
                .takeWhile(word -> !word.startsWith("-"))
                .collect(Collectors.joining(" "));
        String hint =
                DidYouMean.hint(found, commands.stream().map(Command::name).toList());
        err.println("bof: no command '" + found + "'" + hint + "; see 'bof --help'");
        return ExitCode.USAGE;
    }

    private ExitCode run(Command command, String[] arguments) {
        boolean debug = Arrays.asList(arguments).contains("--debug");
        Options options = command.options();
        options.addOption(null, "help", false, "print this help");
        options.addOption(null, "debug", false, "print the stack trace of an error");
        if (Arrays.asList(arguments).contains("--help")) {
            printHelp(command, options);
            return ExitCode.OK;
        }
        try {
            CommandLine parsed = DefaultParser.builder()
                    .setAllowPartialMatching(false)
                    .build()
                    .parse(options, arguments);
            return command.run(parsed, out);
        } catch (UnrecognizedOptionException e) {
            return misused(command, "no option " + e.getOption() + hint(e.getOption(), options));
        } catch (ParseException e) {
            return misused(command, String.valueOf(e.getMessage()));
        } catch (Failure e) {
            return failed(command, String.valueOf(e.getMessage()), e, e.exitCode(), debug);
        } catch (OutOfMemoryError e) {
            String message = "not enough memory (" + e.getMessage() + "); lower the batch or input size, or raise the"
                    + " heap with BOF_JAVA_OPTIONS=-Xmx...";
            return failed(command, message, e, ExitCode.ENVIRONMENT, debug);
        } catch (Exception e) {
            String message = "internal error: " + e + "; run again with --debug and report the stack trace";
            return failed(command, message, e, ExitCode.ENVIRONMENT, debug);
        }
    }

    private static String hint(String found, Options options) {
        List<String> known =
                options.getOptions().stream().map(o -> "--" + o.getLongOpt()).toList();
        return DidYouMean.hint(found, known);
    }

    private ExitCode misused(Command command, String message) {
        err.println("bof " + command.name() + ": " + message + "; see 'bof " + command.name() + " --help'");
        return ExitCode.USAGE;
    }

    private ExitCode failed(Command command, String message, Throwable cause, ExitCode code, boolean debug) {
        err.println("bof " + command.name() + ": " + message);
        if (debug) {
            cause.printStackTrace(err);
        }
        return code;
    }

    private void printHelp(Command command, Options options) {
        HelpFormatter formatter = new HelpFormatter();
        formatter.setOptionComparator(null);
        PrintWriter writer = new PrintWriter(out, false, StandardCharsets.UTF_8);
        String usage = "bof " + command.name() + " " + command.usage();
        formatter.printHelp(writer, 100, usage, "\n" + command.summary() + "\n\n", options, 2, 2, "");
        writer.flush();
    }
}
