package io.freebies.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.data.BadData;
import io.freebies.data.Splits;
import io.freebies.data.SyntheticDataset;
import io.freebies.failure.ExitCode;
import io.freebies.run.CommandLineMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataCommandsTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String data = "";

    @BeforeEach
    void draw() {
        SyntheticDataset.write(folder.resolve("set"), 10, 5, 3);
        data = "voc:" + folder.resolve("set");
    }

    @Test
    void theDoctorEndsWithStatusThreeOnErrorsOnly() throws IOException {
        Path json = folder.resolve("doctor.json");
        assertThat(bof("doctor", "--data", data, "--json", json)).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("0 errors", "box sizes", "next: bof data preview");
        Files.delete(folder.resolve("set/JPEGImages/test_000002.jpg"));
        assertThat(bof("doctor", "--data", data, "--json", json)).isEqualTo(ExitCode.DATA);
        assertThat(out()).contains("error    readable: test: 1 unusable pictures", "1 errors");
        JsonNode findings = read(json).get("findings");
        assertThat(findings.get(0).get("severity").asText()).isEqualTo("error");
        assertThat(findings.get(0).get("places").get(0).asText()).contains("test_000002.jpg: no such picture");
        assertThat(read(json).get("box_sizes")).isNotEmpty();
        assertThat(err()).isEmpty();
    }

    @Test
    void examiningAPartFindsNoLeakThatIsNone() {
        assertThat(bof("doctor", "--data", data, "--limit", 5)).isEqualTo(ExitCode.OK);
        assertThat(out()).contains(data + ": boxes and classes of test 5, train 5, trainval 5, val 2");
    }

    @Test
    void statisticsAreATableAndJson() throws IOException {
        Path json = folder.resolve("stats.json");
        assertThat(bof("stats", "--data", data, "--json", json)).isEqualTo(ExitCode.OK);
        assertThat(out().lines().toList().get(1)).matches(" +test +train +trainval +val");
        assertThat(out().lines().toList().get(2)).matches("pictures +5 +8 +10 +2");
        assertThat(read(json).at("/splits/trainval/pictures").asInt()).isEqualTo(10);
        assertThat(read(json).at("/splits/val/per_class")).hasSize(8);
    }

    @Test
    void onlyAPartOfTheDataIsCountedAndWhatIsLeftOutSaid() {
        assertThat(bof("stats", "--data", data + ":trainval", "--limit", 4, "--classes", "star,disc"))
                .isEqualTo(ExitCode.OK);
        assertThat(out())
                .contains("class star")
                .doesNotContain("class arrow")
                .contains("left out of trainval: 6 of 10 pictures, with --limit 4");
    }

    @Test
    void convertingKeepsSplitsAndNamesWhatFollows() throws IOException {
        Path yolo = folder.resolve("yolo");
        Path json = folder.resolve("c.json");
        assertThat(bof("convert", "--data", data, "--to", "yolo", "--out", yolo, "--json", json))
                .isEqualTo(ExitCode.OK);
        assertThat(out())
                .contains("pictures test 5, train 8, trainval 10, val 2", "bof data doctor --data yolo:" + yolo);
        assertThat(Splits.open("yolo:" + yolo, BadData.REFUSE).bySplit().keySet())
                .containsExactly("test", "train", "trainval", "val");
        assertThat(read(json).get("not_held")).isEmpty();
    }

    @Test
    void oneSplitAloneCanBeConverted() {
        Path voc = folder.resolve("voc");
        assertThat(bof("convert", "--data", data + ":val", "--to", "voc", "--out", voc))
                .isEqualTo(ExitCode.OK);
        assertThat(voc.resolve("ImageSets/Main")).isDirectoryNotContaining(f -> !f.endsWith("val.txt"));
    }

    @ParameterizedTest
    @CsvSource({
        "doctor,                                            'expected --data, such as voc:DIR; found none'",
        "stats --data DATA --classes star --limit 0,        '--limit: expected a whole number from 1 on, found ''0'''",
        "stats --data DATA --classes sta,                   'found ''sta''; did you mean ''star''?'",
        "stats --data DATA --classes star;star,             'expected each class once'",
        "convert --data DATA --out x,                       'found no --to'",
        "convert --data DATA --to yolo,                     'found no --out'",
        "convert --data DATA --to yolov3 --out x,           'found ''yolov3''; did you mean ''yolo''?'",
        "convert --data DATA --to crops --link --out x,     '--link: expected a format that keeps pictures whole'"
    })
    void wrongCommandLinesAreUsageErrorsOfOneLine(String line, String message) {
        String[] words = line.replace("DATA", data).replace(';', ',').split(" ", -1);
        assertThat(bof((Object[]) words)).isEqualTo(ExitCode.USAGE);
        assertThat(err())
                .startsWith("bof data " + words[0] + ": ")
                .contains(message)
                .hasLineCount(1);
    }

    private ExitCode bof(Object... arguments) {
        out.reset();
        err.reset();
        PrintStream results = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
        String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        String[] all = new String[words.length + 1];
        all[0] = "data";
        System.arraycopy(words, 0, all, 1, words.length);
        return new CommandLineMain(
                        List.of(new DoctorCommand(), new StatsCommand(), new ConvertCommand()), results, messages)
                .run(all);
    }

    private static JsonNode read(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
