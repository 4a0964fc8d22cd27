package io.freebies.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.bench.demo.DemoFixture;
import io.freebies.failure.ExitCode;
import io.freebies.run.Check.Status;
import io.freebies.run.CommandLineMain;
import io.freebies.run.RunDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a launcher that only writes down how it is called and puts results where they belong. */
class ReportCommandTest {
    private static final String BOF = """
            #!/usr/bin/env bash
            here=$(dirname "$0")
            echo "$@" >>"$here/calls"
            [[ ! -e $here/broken || $1 != "$(<"$here/broken")" ]] || exit 3
            cp -rn "$here/made/verdicts" "$here"/made/detections-* "$here/page/"
            """;

    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeLauncher() throws IOException {
        Path bof = Files.writeString(home.resolve("bof"), BOF);
        Files.setPosixFilePermissions(bof, PosixFilePermissions.fromString("rwxr-xr-x"));
        System.setProperty("bof.home", home.toString());
        DemoFixture.write(home.resolve("made"), Status.PASSED);
    }

    @AfterEach
    void forgetLauncher() {
        System.clearProperty("bof.home");
    }

    private ExitCode report(String baseline, String candidate) {
        return new CommandLineMain(List.of(new ReportCommand()), stream(out), stream(err))
                .run(
                        "report",
                        "--baseline",
                        home.resolve(baseline).toString(),
                        "--candidate",
                        home.resolve(candidate).toString(),
                        "--data",
                        "voc:" + home.resolve("made/data") + ":test",
                        "--out",
                        home.resolve("page").toString());
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private List<String> commands() throws IOException {
        return Files.readAllLines(home.resolve("calls")).stream()
                .map(call -> call.substring(0, call.indexOf(' ')))
                .toList();
    }

    private String page() throws IOException {
        return Files.readString(home.resolve("page/report.html"));
    }

    @Test
    @Tag("engine")
    void runsAreExportedAndShownWithTheirTrainingAndWhatTheirRecipesSayDifferently() throws IOException {
        Files.writeString(home.resolve("made/baseline/recipe.yaml"), "optimiser:\n  learning_rate: 0.25\n");
        Files.writeString(home.resolve("made/candidate/recipe.yaml"), "optimiser:\n  learning_rate: 0.5\n");
        assertThat(report("made/baseline", "made/candidate")).isEqualTo(ExitCode.OK);
        assertThat(commands()).containsExactly("export", "export", "verify", "eval", "eval", "bench");
        assertThat(page())
                .contains("PASSED", "optimiser.learning_rate", "0.25", "training loss", "learning rate", "recall")
                .doesNotContain("mAP, % (", "<script", "http://", "https://", "<link", "url(");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("gate: PASSED", "report.html");
    }

    @Test
    @Tag("engine")
    void weightsThatWereLeftOnTheWayAreScoredAndDrawnOverEpochs() throws IOException {
        for (int epoch : List.of(10, 20)) {
            String kind = RunDirectory.ofEpoch(epoch);
            Path weights = new RunDirectory(home.resolve("made/candidate")).weights(kind);
            Files.createDirectories(weights.getParent());
            Files.createFile(weights);
            Files.writeString(
                    home.resolve("made/verdicts/score-candidate-" + kind + ".json"), "{\"map\": 0.0" + epoch + "}");
        }
        assertThat(report("made/baseline", "made/candidate")).isEqualTo(ExitCode.OK);
        assertThat(commands())
                .containsExactly(
                        "export", "export", "export", "eval", "export", "eval", "verify", "eval", "eval", "bench");
        assertThat(Files.readAllLines(home.resolve("calls")).get(4))
                .contains("--weights epoch-0020", "page/epochs/candidate-epoch-0020.onnx");
        assertThat(page()).contains("mAP, % (voc:");
    }

    @Test
    @Tag("engine")
    void modelsWithoutARunAreShownWithoutATraining() throws IOException {
        Files.writeString(home.resolve("a.onnx"), "");
        Files.writeString(home.resolve("b.onnx"), "");
        assertThat(report("a.onnx", "b.onnx")).isEqualTo(ExitCode.OK);
        assertThat(commands()).containsExactly("verify", "eval", "eval", "bench");
        assertThat(page())
                .contains("b.onnx", "Average precision by class", "candidate: ")
                .doesNotContain("training loss", "recipes");
    }

    @Test
    void aModelThatIsNotThereAndAFolderInUseAreRefusedBeforeAnythingRuns() throws IOException {
        assertThat(report("made/baseline", "none.onnx")).isEqualTo(ExitCode.DATA);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--candidate", "none.onnx");
        Files.createDirectories(home.resolve("page"));
        Files.writeString(home.resolve("page/mine"), "");
        assertThat(report("made/baseline", "made/candidate")).isEqualTo(ExitCode.USAGE);
        assertThat(home.resolve("calls")).doesNotExist();
    }

    @Test
    void aStepThatFailsEndsItWithTheStepsOwnStatus() throws IOException {
        Files.writeString(home.resolve("broken"), "eval");
        assertThat(report("made/baseline", "made/candidate")).isEqualTo(ExitCode.DATA);
        assertThat(commands()).containsExactly("export", "export", "verify", "eval");
    }
}
