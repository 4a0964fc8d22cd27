package io.freebies.bench.instructions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallgrindFileTest {
    @TempDir
    private Path folder;

    @Test
    void anObjectsInstructionsAreItsOwnLinesWithoutWhatItCalls() throws IOException {
        Path file = Files.writeString(folder.resolve("out"), """
                version: 1
                positions: line
                events: Ir

                ob=(1) /lib/a.so
                fl=(1) a.c
                fn=(1) main
                16 20
                +3 5
                cob=(2) /lib/b.so
                cfn=(2) work
                calls=3 51
                * 700
                -2 1

                ob=(2)
                fn=(2)
                51 300

                ob=(1)
                fn=(3) more
                7 4
                totals: 330
                """);
        assertThat(CallgrindFile.instructions(file))
                .containsExactlyInAnyOrderEntriesOf(Map.of("/lib/a.so", 30L, "/lib/b.so", 300L));
    }
}
