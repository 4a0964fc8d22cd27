package io.freebies.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder = Path.of("");

    private void assertHoldsOnly(String name, String content) throws IOException {
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve(name));
        }
        assertThat(folder.resolve(name)).hasContent(content);
    }

    @Test
    void createsReplacesAndMakesFolders() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.writeText(file, "one");
        AtomicFile.writeText(file, "zwölf");
        assertHoldsOnly("a.txt", "zwölf");
        AtomicFile.writeText(folder.resolve("x/y/b.txt"), "b");
        assertThat(folder.resolve("x/y/b.txt")).hasContent("b");
    }

    @Test
    void anErrorLeavesWhatWasThereAndNothingBeside() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.writeText(file, "one");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[3_000_000]);
                    throw new IOException("disk full");
                }))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll("a.txt", "disk full")
                .extracting(f -> ((Failure) f).exitCode())
                .isEqualTo(ExitCode.ENVIRONMENT);
        assertHoldsOnly("a.txt", "one");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(1);
                    throw new IllegalStateException("bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertHoldsOnly("a.txt", "one");
    }

    @Test
    void aPlaceThatIsNoFolderIsAnEnvironmentFailure() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> AtomicFile.writeText(file.resolve("below.txt"), "y"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("cannot write");
        assertHoldsOnly("file", "x");
    }
}
