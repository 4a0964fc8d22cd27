package io.freebies.bench.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.failure.ExitCode;
import io.freebies.run.Check.Status;
import io.freebies.run.CommandLineMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the demo over a launcher that only writes down how it is called; its files are made beforehand. */
class DemoCommandTest {
    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void forgetHome() {
        System.clearProperty("bof.home");
    }

    private ExitCode demo(Path run, String script) throws IOException {
        Path bof = home.resolve("bof");
        Files.writeString(bof, "#!/usr/bin/env bash\necho \"$@\" >>\"$(dirname \"$0\")/calls\"\n" + script + "\n");
        Files.setPosixFilePermissions(bof, PosixFilePermissions.fromString("rwxr-xr-x"));
        System.setProperty("bof.home", home.toString());
        return new CommandLineMain(List.of(new DemoCommand()), printer(out), printer(err))
                .run("demo", "--out", run.toString(), "--seed", "3");
    }

    private static PrintStream printer(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private Path run() {
        return home.resolve("my run");
    }

    private ExitCode demoWith(Status throughput, String script) throws IOException {
        DemoFixture.write(new DemoFolder(home.resolve("made")), throughput);
        return demo(run(), "cp -rn \"$(dirname \"$0\")/made/.\" \"$(dirname \"$0\")/my run\"\n" + script);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(home.resolve("calls"));
    }

    @Test
    @Tag("engine")
    void everyStageRunsOnceInOrder() throws IOException {
        assertThat(demoWith(Status.PASSED, "exit 0")).isEqualTo(ExitCode.OK);
        assertThat(calls().stream().map(c -> c.substring(0, c.indexOf(' '))))
                .containsExactly("data", "train", "train", "export", "export", "verify", "eval", "eval", "bench");
        assertThat(calls().get(1)).contains("--recipe demo-baseline --data voc:", ":trainval", "--seed 3");
        assertThat(calls().get(5)).contains("candidate/probe.safetensors", "verdicts/identity.json");
    }

    @Test
    @Tag("engine")
    void theGateHoldsEveryNumberOfTheTable() throws IOException {
        demoWith(Status.PASSED, "exit 0");
        JsonNode gate =
                new ObjectMapper().readTree(run().resolve("verdicts/gate.json").toFile());
        assertThat(gate.get("verdict").asText()).isEqualTo("PASSED");
        double difference =
                gate.get("candidate_map").asDouble() - gate.get("baseline_map").asDouble();
        assertThat(gate.get("difference").asDouble()).isEqualTo(difference);
        assertThat(gate.get("difference").asDouble())
                .isBetween(
                        gate.get("difference_low").asDouble(),
                        gate.get("difference_high").asDouble());
        assertThat(gate.get("identity").asText()).isEqualTo("IDENTICAL");
        assertThat(gate.get("ratio").asDouble()).isEqualTo(1.0012);
        assertThat(gate.get("seconds").size()).isEqualTo(9);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("mAP, %", "9f8e7d6c5b4a", "gate: PASSED");
    }

    @Test
    @Tag("engine")
    void theReportNeedsNothingElse() throws IOException {
        demoWith(Status.PASSED, "exit 0");
        String html = Files.readString(run().resolve("report.html"));
        assertThat(html).contains("PASSED", "<polyline", "data:image/", "An &lt;unusual&gt; processor &amp; more");
        assertThat(html).doesNotContain("<script", "http://", "https://", "<link", "url(");
    }

    @Test
    @Tag("engine")
    void aNoisyBenchLeavesItInconclusiveAndADifferenceFailsIt() throws IOException {
        String noisy = "[[ $1 != bench ]] || exit 5";
        assertThat(demoWith(Status.INCONCLUSIVE, noisy)).isEqualTo(ExitCode.INCONCLUSIVE);
        DemoFolder other = new DemoFolder(home.resolve("other"));
        DemoFixture.write(other, Status.FAILED);
        assertThat(DemoCommand.conclude(other, 1, java.util.Map.of(), printer(out)))
                .isEqualTo(ExitCode.CHECK_FAILED);
    }

    @Test
    void aStepThatFailsEndsItWithTheStepsOwnStatus() throws IOException {
        ExitCode code = demo(run(), "[[ $1 != train ]] || exit 3");
        assertThat(code).isEqualTo(ExitCode.DATA);
        assertThat(calls()).hasSize(2);
    }

    @Test
    void foldersInUseAreRefused() throws IOException {
        demo(run(), "exit 4");
        assertThat(demo(run(), "exit 0")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("found an earlier demo");
        assertThat(demo(home, "exit 0")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("found other files in it");
    }
}
