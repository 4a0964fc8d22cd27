package io.freebies.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.failure.Failure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** One JSON line a step: line n is step n's, whatever happened to the process in between. */
final class MetricsFile implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final FileChannel channel;
    private final OutputStream out;

    /** Opens or creates the file. */
    MetricsFile(Path file) {
        this.file = file;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        out = new BufferedOutputStream(Channels.newOutputStream(channel));
    }

    /**
     * Cuts off the lines of a step and later, which a run that was killed or went back has left.
     *
     * @return whether all lines of the steps before are there
     */
    boolean startAt(long step) {
        try {
            out.flush();
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            long lines = 0;
            long end = 0;
            channel.position(0);
            while (lines < step && channel.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (lines < step && buffer.hasRemaining()) {
                    if (buffer.get() == '\n') {
                        lines++;
                        end = channel.position() - buffer.remaining();
                    }
                }
            }
            channel.truncate(end);
            channel.position(end);
            return lines == step;
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    void write(Map<String, Object> line) {
        try {
            out.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Returns when all lines are on the disk. */
    void sync() {
        try {
            out.flush();
            channel.force(true);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private Failure cannotWrite(IOException e) {
        return Failure.environment(file + ": cannot be written: " + e.getMessage() + "; is the disk full?", e);
    }

    @Override
    public void close() {
        try (channel) {
            out.flush();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }
}
