package io.freebies.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.data.BadData;
import io.freebies.data.Datasets;
import io.freebies.failure.ExitCode;
import io.freebies.run.CommandLineMain;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynthCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void writesADataSetAndNamesTheNextCommand() {
        String target = folder.resolve("shapes").toString();
        assertThat(run("data", "synth", "--out", target, "--images", "5", "--test", "2", "--seed", "8"))
                .isEqualTo(ExitCode.OK);
        assertThat(Datasets.open("voc:" + target, "trainval", BadData.REFUSE).images())
                .hasSize(5);
        assertThat(text(out)).contains("next: bof train --recipe yolov3-nano-bof --data voc:" + target + ":trainval");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void anOccupiedFolderIsRefused() throws Exception {
        Files.createFile(folder.resolve("mine"));
        assertThat(run("data", "synth", "--out", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).contains("expected a new or empty folder").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "data,                             no command 'data'; did you mean 'data synth'?",
        "data sinth --out x,               no command 'data sinth'; did you mean 'data synth'?",
        "data synth,                       'expected ''bof data synth --out DIR'",
        "data synth more --out x,          'found [more]'",
        "data synth --out x --images 4,    '--images: expected a whole number from 5 to 100000, found ''4'''",
        "data synth --out x --seed chance, '--seed: expected a whole number, found'",
        "data synth --out x --sede 1,      'no option --sede; did you mean ''--seed''?; see ''bof data synth --help'''"
    })
    void whatIsWrongIsNamedInOneLine(String line, String message) {
        assertThat(run(line.split(" ", -1))).isEqualTo(ExitCode.USAGE);
        assertThat(text(err)).startsWith("bof").contains(message).hasLineCount(1);
    }

    private ExitCode run(String... arguments) {
        PrintStream results = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new CommandLineMain(List.of(new SynthCommand()), results, messages).run(arguments);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
