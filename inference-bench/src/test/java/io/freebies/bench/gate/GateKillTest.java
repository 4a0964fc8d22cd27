package io.freebies.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.failure.ExitCode;
import io.freebies.run.Check;
import io.freebies.run.Check.Status;
import io.freebies.run.Verdict;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gate over three models that is killed at any moment, again and again. */
@Timeout(300)
class GateKillTest {
    private static final int KILLS = 20;
    private static final String YAML = """
            models:
              - {name: one, baseline: a.onnx, candidate: b.onnx}
              - {name: two, baseline: a.onnx, candidate: c.onnx}
              - {name: three, baseline: b.onnx, candidate: c.onnx}
            """;

    /** As the commands do it: the result appears whole. */
    private static final String STEP = """
            sleep 0.1
            cp "$here/$1.json" "$json.part"
            sleep 0.1
            mv "$json.part" "$json"
            """;

    @TempDir
    private Path home;

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dbof.home=" + home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.freebies.bench.BenchMain",
                        "gate",
                        home.resolve("gate.yaml").toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(home.resolve("log").toFile()))
                .start();
    }

    /** Finished steps with when they were. */
    private Map<String, Object> finished() throws IOException {
        Map<String, Object> finished = new HashMap<>();
        Path steps = home.resolve("gate/steps");
        if (Files.exists(steps)) {
            try (Stream<Path> files = Files.list(steps)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".json")).toList()) {
                    finished.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
                }
            }
        }
        return finished;
    }

    @Test
    void whatWasFinishedStaysAndIsNotMadeAgain() throws IOException, InterruptedException {
        for (String name : List.of("a", "b", "c")) {
            Files.writeString(home.resolve(name + ".onnx"), name);
        }
        for (String step : List.of("verify", "bench")) {
            new Verdict("WORD", List.of(new Check("checked", Status.PASSED, "fine")), Map.of())
                    .write(home.resolve(step + ".json"));
        }
        GateBench bench = new GateBench(home, STEP);
        Files.writeString(home.resolve("gate.yaml"), YAML);
        SplittableRandom random = new SplittableRandom(1);
        Map<String, Object> before = Map.of();
        int kills = 0;
        boolean done = false;
        while (!done) {
            Process gate = start();
            done = gate.waitFor(kills < KILLS ? random.nextInt(100, 900) : 60_000, TimeUnit.MILLISECONDS);
            if (!done) {
                kills++;
                Set<ProcessHandle> all = new HashSet<>(gate.descendants().toList());
                all.add(gate.toHandle());
                all.forEach(ProcessHandle::destroyForcibly);
            }
            assertThat(gate.waitFor()).isEqualTo(done ? 0 : 137);
            Map<String, Object> now = finished();
            assertThat(now).containsAllEntriesOf(before);
            before = now;
        }
        assertThat(kills).isGreaterThan(3);
        assertThat(before).hasSize(6);
        assertThat(bench.calls().stream().distinct()).hasSize(6);
        assertThat(Objects.requireNonNull(bench.json().get("exit_code")).asInt())
                .isEqualTo(ExitCode.OK.number());
    }
}
