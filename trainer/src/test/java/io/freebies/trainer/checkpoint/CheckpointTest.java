package io.freebies.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    @TempDir
    Path folder;

    private Path written(Checkpoint checkpoint) {
        Path file = folder.resolve("c.safetensors");
        checkpoint.write(file);
        return file;
    }

    @Test
    void readingGivesWhatWasWritten() throws IOException {
        Checkpoint checkpoint = Checkpoints.at(120, new Rollback(130, 100), new Rollback(90, 0));
        assertThat(Checkpoint.read(written(checkpoint))).isEqualTo(checkpoint);
    }

    @Test
    void theSameStateGivesTheSameBytes() throws IOException {
        byte[] bytes = Files.readAllBytes(written(Checkpoints.at(5)));
        assertThat(written(Checkpoints.at(5))).hasBinaryContent(bytes);
    }

    @Test
    void aFlippedBitNeverChangesWhatIsRead() throws IOException {
        Checkpoint checkpoint = Checkpoints.at(120, new Rollback(130, 100));
        Path file = written(checkpoint);
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            Files.write(file, damaged);
            try {
                // The header is padded with spaces, which nothing reads.
                assertThat(Checkpoint.read(file)).as("byte " + at).isEqualTo(checkpoint);
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(whole.length - 8);
    }

    @Test
    void noMissingEndGoesUnnoticed() throws IOException {
        Path file = written(Checkpoints.at(3));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Checkpoint.read(file))
                    .as("length " + length)
                    .isInstanceOf(IOException.class);
        }
    }
}
