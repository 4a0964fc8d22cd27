package io.freebies.bench.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.box.Detection;
import io.freebies.data.BadData;
import io.freebies.data.Dataset;
import io.freebies.data.Datasets;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.SyntheticDataset;
import io.freebies.failure.ExitCode;
import io.freebies.run.CommandLineMain;
import io.freebies.verifier.score.DetectionsFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the study over a launcher that trains nothing; its detections are made beforehand. */
@Tag("engine")
class AblateCommandTest {
    private static final String BOF = """
            #!/usr/bin/env bash
            here=$(dirname "$0")
            echo "$@" >>"$here/calls"
            recipe= json= out= detections=
            all="$*"
            for ((i = 1; i <= $#; i++)); do
                next=$((i + 1))
                case ${!i} in
                    --recipe) recipe=${!next} ;;
                    --out) out=${!next} ;;
                    --json) json=${!next} ;;
                    --detections-out) detections=${!next} ;;
                    --identity) echo "{\\"recipe_sha256\\":\\"$(cksum <<<"${all%%--data*}")\\",\\"data_sha256\\":\\"d\\",\\"engine\\":\\"E\\"}"; exit ;;
                esac
            done
            [[ ! -e $here/broken || $1 != "$(<"$here/broken")" ]] || exit 3
            case $1 in
                train) mkdir -p "$out" && touch "$out/recipe.yaml" ;;
                eval)
                    side=good
                    [[ $all != *baseline* ]] || side=bad
                    cp "$here/$side.json" "$detections"
                    echo '{"metric": "voc", "map": 0.5, "per_class_ap": {"disc": 0.5}}' >"$json" ;;
            esac
            """;

    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeLauncher() throws IOException {
        Path bof = home.resolve("bof");
        Files.writeString(bof, BOF);
        Files.setPosixFilePermissions(bof, PosixFilePermissions.fromString("rwxr-xr-x"));
        System.setProperty("bof.home", home.toString());
        SyntheticDataset.write(home.resolve("data"), 5, 12, 1);
        Dataset data = Datasets.open("voc:" + home.resolve("data"), "test", BadData.REFUSE);
        DetectionsFile.write(home.resolve("bad.json"), data, data.classes(), detections(data, 0.5));
        DetectionsFile.write(home.resolve("good.json"), data, data.classes(), detections(data, 0.9));
    }

    @AfterEach
    void forgetHome() {
        System.clearProperty("bof.home");
    }

    /** Each object is found with a chance, or something beside it. */
    private static List<List<Detection>> detections(Dataset data, double chance) {
        Random random = new Random(3);
        List<List<Detection>> all = new ArrayList<>();
        for (LabelledImage image : data.images()) {
            List<Detection> found = new ArrayList<>();
            for (GroundTruth truth : image.objects()) {
                int beside = random.nextDouble() < chance ? 0 : 80;
                found.add(new Detection(truth.box().shift(beside, beside), truth.label(), random.nextDouble()));
            }
            all.add(found);
        }
        return all;
    }

    private ExitCode ablate(String... arguments) {
        out.reset();
        List<String> all = new ArrayList<>(List.of("ablate", "--data", "voc:" + home.resolve("data")));
        all.addAll(List.of("--out", home.resolve("study").toString()));
        all.addAll(List.of(arguments));
        return new CommandLineMain(List.of(new AblateCommand()), printer(out), printer(err))
                .run(all.toArray(String[]::new));
    }

    private static PrintStream printer(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String message() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private List<String> calls(String command) throws IOException {
        try (Stream<String> lines = Files.lines(home.resolve("calls"))) {
            return lines.filter(line -> line.startsWith(command) && !line.endsWith("--identity"))
                    .toList();
        }
    }

    private List<String> results() throws IOException {
        return Files.readAllLines(home.resolve("study/results.jsonl"));
    }

    @Test
    void table2TrainsEveryRecipeOnceASeedAndPrintsOursBesideThePapers() throws IOException {
        assertThat(ablate("--table", "2", "--seeds", "2", "--epochs", "9", "--jobs", "2"))
                .as(message())
                .isEqualTo(ExitCode.OK);
        // Seven rows, two of which are the baseline's training.
        assertThat(calls("train")).hasSize(12).noneMatch(call -> call.contains("model.init"));
        assertThat(calls("train")).allMatch(call -> call.contains("--epochs 9") && call.endsWith("--resume"));
        assertThat(results()).hasSize(12).allMatch(line -> line.contains("\"per_class_ap\":{\"disc\":0.5}"));
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
        Files.writeString(home.resolve("broken"), "eval");
        assertThat(ablate("--table", "1", "--seeds", "1")).isEqualTo(ExitCode.DATA);
        assertThat(calls("train")).hasSize(4);
        Files.delete(home.resolve("broken"));
        assertThat(ablate("--table", "1", "--seeds", "1")).isEqualTo(ExitCode.OK);
        byte[] table = Files.readAllBytes(home.resolve("study/table1.md"));
        assertThat(calls("eval")).hasSize(8);
        assertThat(ablate("--table", "1", "--seeds", "1")).isEqualTo(ExitCode.OK);
        assertThat(calls("eval")).as("nothing is left to do").hasSize(8);
        assertThat(results()).hasSize(4);
        assertThat(home.resolve("study/table1.md")).hasBinaryContent(table);
        assertThat(ablate("--table", "1", "--seeds", "2")).isEqualTo(ExitCode.OK);
        assertThat(calls("eval")).as("another seed adds its own").hasSize(12);
    }

    @Test
    void aResultThatTheFileLostIsPutBack() throws IOException {
        ablate("--table", "1", "--seeds", "1");
        Files.write(home.resolve("study/results.jsonl"), results().subList(0, 2));
        ablate("--table", "1", "--seeds", "1");
        assertThat(results()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void lengthsNameTheCrossing() throws IOException {
        assertThat(ablate("--lengths", "10,20", "--seeds", "2", "--init", "none"))
                .as(message())
                .isEqualTo(ExitCode.OK);
        assertThat(calls("train")).hasSize(8).allMatch(call -> call.contains("--set model.init=null"));
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
