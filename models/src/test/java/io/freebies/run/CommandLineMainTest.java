package io.freebies.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.junit.jupiter.api.Test;

class CommandLineMainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Fails as its first argument says. */
    private record Probe() implements Command {
        @Override
        public String name() {
            return "probe";
        }

        @Override
        public String summary() {
            return "Fails as it is told.";
        }

        @Override
        public String usage() {
            return "HOW [--level N]";
        }

        @Override
        public Options options() {
            return new Options().addOption(null, "level", true, "how loud");
        }

        @Override
        public ExitCode run(CommandLine arguments, PrintStream out) throws Exception {
            switch (arguments.getArgList().get(0)) {
                case "usage" -> throw Failure.usage("a wrong word");
                case "data" -> throw Failure.data("a broken file");
                case "environment" -> throw Failure.environment("a full disk");
                case "check" -> throw Failure.check("a check failed");
                case "memory" -> throw new OutOfMemoryError("heap");
                case "bug" -> throw new java.io.IOException("oops");
                case "inconclusive" -> {
                    return ExitCode.INCONCLUSIVE;
                }
                default -> out.println("level " + arguments.getOptionValue("level"));
            }
            return ExitCode.OK;
        }
    }

    private int run(String... arguments) {
        return new CommandLineMain(List.of(new Probe()), print(out), print(err))
                .run(arguments)
                .number();
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void outcomesHaveTheirExitCodes() {
        assertThat(run("probe", "fine", "--level", "3")).isZero();
        assertThat(out()).isEqualToIgnoringNewLines("level 3");
        assertThat(run("probe", "check")).isEqualTo(1);
        assertThat(run("probe", "usage")).isEqualTo(2);
        assertThat(run("probe", "data")).isEqualTo(3);
        assertThat(run("probe", "environment")).isEqualTo(4);
        assertThat(run("probe", "memory")).isEqualTo(4);
        assertThat(run("probe", "bug")).isEqualTo(4);
        assertThat(run("probe", "inconclusive")).isEqualTo(5);
    }

    @Test
    void aFailureIsOneLineWithoutStackTrace() {
        run("probe", "data");
        assertThat(err().lines()).containsExactly("bof probe: a broken file");
    }

    @Test
    void debugAddsTheStackTrace() {
        assertThat(run("probe", "data", "--debug")).isEqualTo(3);
        assertThat(err()).contains("bof probe: a broken file", "at io.freebies");
    }

    @Test
    void helpIsPrintedWhateverElseIsThere() {
        assertThat(run("probe", "data", "--help")).isZero();
        assertThat(out()).contains("bof probe HOW [--level N]", "Fails as it is told.", "--level", "--debug");
        assertThat(err()).isEmpty();
    }

    @Test
    void unknownFlagsAndAbbreviationsAreRefusedNamingThem() {
        assertThat(run("probe", "fine", "--loud")).isEqualTo(2);
        assertThat(err()).contains("--loud", "see 'bof probe --help'");
        assertThat(run("probe", "fine", "--lev", "3")).isEqualTo(2);
        assertThat(run("probe", "fine", "--level")).isEqualTo(2);
    }

    @Test
    void aWordThatIsNoCommandIsRefused() {
        assertThat(run("prbe")).isEqualTo(2);
        assertThat(err()).contains("no command 'prbe'");
        assertThat(run()).isEqualTo(2);
    }
}
