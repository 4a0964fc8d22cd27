package io.freebies.bench.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.failure.ExitCode;
import io.freebies.run.CommandLineMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the study over a launcher that trains nothing; its detections are made beforehand. */
@Tag("engine")
class AblateCommandTest {
    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private AblateBench bench;

    @BeforeEach
    void makeLauncher() throws IOException {
        bench = new AblateBench(home);
        System.setProperty("bof.home", home.toString());
    }

    @AfterEach
    void forgetHome() {
        System.clearProperty("bof.home");
    }

    private ExitCode ablate(String... arguments) {
        out.reset();
        return new CommandLineMain(List.of(new AblateCommand()), printer(out), printer(err))
                .run(bench.command(arguments).toArray(String[]::new));
    }

    private static PrintStream printer(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String message() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void table2TrainsEveryRecipeOnceASeedAndPrintsOursBesideThePapers() throws IOException {
        assertThat(ablate("--table", "2", "--seeds", "2", "--epochs", "9", "--jobs", "2"))
                .as(message())
                .isEqualTo(ExitCode.OK);
        // Seven rows, two of which are the baseline's training.
        assertThat(bench.calls("train")).hasSize(12).noneMatch(call -> call.contains("model.init"));
        assertThat(bench.calls("train")).allMatch(call -> call.contains("--epochs 9") && call.endsWith("--resume"));
        assertThat(bench.results()).hasSize(12).allMatch(line -> line.contains("\"per_class_ap\":{\"disc\":0.5}"));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("| + synchronize BN | 80.81 | +0.56 |", "| + mixup | 83.68 | +3.43 |", "| 2 |", "9 epochs.");
        assertThat(home.resolve("study/table2.md")).isRegularFile();
        assertThat(home.resolve("study/table2.csv"))
                .content()
                .contains("training,paper,")
                .hasLineCount(8);
        assertThat(home.resolve("study/table2.png")).isNotEmptyFile();
    }

    @Test
    void whatIsDoneIsNotDoneAgainAndWhatFailedIs() throws IOException {
        bench.breaks("eval");
        assertThat(ablate("--table", "1", "--seeds", "1")).isEqualTo(ExitCode.DATA);
        assertThat(bench.calls("train")).hasSize(4);
        bench.breaks("");
        assertThat(ablate("--table", "1", "--seeds", "1")).isEqualTo(ExitCode.OK);
        byte[] table = Files.readAllBytes(home.resolve("study/table1.md"));
        assertThat(bench.calls("eval")).hasSize(8);
        assertThat(ablate("--table", "1", "--seeds", "1")).isEqualTo(ExitCode.OK);
        assertThat(bench.calls("eval")).as("nothing is left to do").hasSize(8);
        assertThat(bench.results()).hasSize(4);
        assertThat(home.resolve("study/table1.md")).hasBinaryContent(table);
        assertThat(ablate("--table", "1", "--seeds", "2")).isEqualTo(ExitCode.OK);
        assertThat(bench.calls("eval")).as("another seed adds its own").hasSize(12);
    }

    @Test
    void aResultThatTheFileLostIsPutBack() throws IOException {
        ablate("--table", "1", "--seeds", "1");
        Files.write(home.resolve("study/results.jsonl"), bench.results().subList(0, 2));
        ablate("--table", "1", "--seeds", "1");
        assertThat(bench.results()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void lengthsNameTheCrossing() throws IOException {
        assertThat(ablate("--lengths", "10,20", "--seeds", "2", "--init", "none"))
                .as(message())
                .isEqualTo(ExitCode.OK);
        assertThat(bench.calls("train")).hasSize(8).allMatch(call -> call.contains("--set model.init=null"));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("The bag of freebies is ahead at 10 epochs");
        assertThat(home.resolve("study/lengths.png")).isNotEmptyFile();
    }

    @Test
    void wrongArgumentsAreUsage() {
        assertThat(ablate("--table", "3")).isEqualTo(ExitCode.USAGE);
        assertThat(ablate()).isEqualTo(ExitCode.USAGE);
        assertThat(ablate("--lengths", "50,25")).isEqualTo(ExitCode.USAGE);
        assertThat(ablate("--lengths", "50,many")).isEqualTo(ExitCode.USAGE);
        assertThat(message()).contains("expected 1, 2 or 5", "found neither", "rising numbers of epochs");
    }
}
