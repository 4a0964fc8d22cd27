package io.freebies.bench.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A study that is killed at any moment, again and again, and then ends as if it never had been. */
@Tag("engine")
@Timeout(300)
class AblateKillTest {
    private static final int KILLS = 12;
    private static final String[] STUDY = {"--table", "1", "--seeds", "2", "--jobs", "2"};

    @TempDir
    private Path home;

    private Process start(AblateBench bench) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dbof.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                "io.freebies.bench.BenchMain"));
        words.addAll(bench.command(STUDY));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(home.resolve("log").toFile()))
                .start();
    }

    /** What each finished run says and when it was written. */
    private Map<String, String> finished() throws IOException {
        Map<String, String> finished = new TreeMap<>();
        Path runs = home.resolve("study/runs");
        if (Files.exists(runs)) {
            try (Stream<Path> folders = Files.list(runs)) {
                for (Path folder : folders.toList()) {
                    Path result = folder.resolve("result.json");
                    if (Files.exists(result)) {
                        finished.put(
                                folder.getFileName().toString(),
                                Files.getLastModifiedTime(result) + Files.readString(result));
                    }
                }
            }
        }
        return finished;
    }

    @Test
    void noFinishedRunIsRepeatedAndNoNumberChanges() throws IOException, InterruptedException {
        AblateBench bench = new AblateBench(home);
        bench.slows();
        SplittableRandom random = new SplittableRandom(1);
        Map<String, String> before = Map.of();
        int kills = 0;
        int partly = 0;
        boolean done = false;
        while (!done) {
            int called = bench.calls("").size();
            int trained = bench.calls("train").size();
            Process study = start(bench);
            while (study.isAlive() && bench.calls("train").size() == trained) {
                Thread.sleep(5);
            }
            done = study.waitFor(kills < KILLS ? random.nextInt(600) : 120_000, TimeUnit.MILLISECONDS);
            if (!done) {
                kills++;
                List<ProcessHandle> children = study.descendants().toList();
                study.destroyForcibly();
                children.forEach(ProcessHandle::destroyForcibly);
            }
            assertThat(study.waitFor())
                    .as(Files.readString(home.resolve("log")))
                    .isEqualTo(done ? 0 : 137);
            Map<String, String> now = finished();
            assertThat(now).containsAllEntriesOf(before);
            List<String> calls = bench.calls("");
            Set<String> known = before.keySet();
            assertThat(calls.subList(called, calls.size()))
                    .noneMatch(call -> known.stream().anyMatch(call::contains));
            partly += now.isEmpty() || now.size() == 8 ? 0 : 1;
            before = now;
        }
        assertThat(partly).as("kills between the first and the last result").isGreaterThan(2);
        assertThat(before).hasSize(8);
        assertThat(bench.results())
                .hasSize(8)
                .as("went through the data five times in all")
                .allMatch(line -> line.contains("\"map\":0.5,"));
        assertThat(bench.calls("train").stream().distinct()).hasSize(8);
    }
}
