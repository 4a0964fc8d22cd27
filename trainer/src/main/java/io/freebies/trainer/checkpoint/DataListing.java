package io.freebies.trainer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.data.ClassifiedData;
import io.freebies.data.Dataset;
import io.freebies.data.ImageFolder;
import io.freebies.data.LabelledImage;
import io.freebies.data.SyntheticClasses;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * What a data set holds: classes, and for each picture checksums of its file's bytes and of its objects. Every bit that
 * training sees counts; paths and dates do not.
 *
 * @param classes names by label
 * @param pictures by id, in the data set's order
 */
public record DataListing(List<String> classes, Map<String, Entry> pictures) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_DIFFERENCES = 10;

    /**
     * One picture.
     *
     * @param file checksum of the bytes on disk
     * @param objects checksum of what is said to be in it
     */
    public record Entry(String file, String objects) {}

    private record Line(String id, String file, String objects) {}

    /**
     * Reads every picture's bytes once.
     *
     * @throws Failure (data) naming a file that cannot be read
     */
    public static DataListing of(Dataset dataset) {
        List<Entry> entries = dataset.images().parallelStream()
                .map(image -> new Entry(checksum(image.file()), checksum(objects(image))))
                .toList();
        Map<String, Entry> pictures = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            pictures.put(dataset.images().get(i).id(), entries.get(i));
        }
        return new DataListing(dataset.classes(), pictures);
    }

    /** Pictures to learn classes from: files as they are, drawn ones by what they are drawn from. */
    public static DataListing of(ClassifiedData data) {
        if (data.train() instanceof ImageFolder folder) {
            return of(folder.pictures());
        }
        Entry drawn = new Entry("drawn, version " + SyntheticClasses.VERSION, "");
        return new DataListing(data.classes(), Map.of(data.source(), drawn));
    }

    private static ByteBuffer objects(LabelledImage image) {
        return StandardCharsets.UTF_8.encode(image.objects().toString());
    }

    private static String checksum(Path file) {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try (FileChannel channel = FileChannel.open(file)) {
            while (channel.read(buffer.clear()) >= 0) {
                crc.update(buffer.flip());
            }
            return channel.size() + "-" + Long.toHexString(crc.getValue());
        } catch (IOException e) {
            throw Failure.data(file + ": cannot be read (" + e.getMessage() + "); check its permissions", e);
        }
    }

    private static String checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Long.toHexString(crc.getValue());
    }

    /** The listing as lines of JSON, the classes first; {@link #parse} reads it. */
    public String text() {
        StringBuilder text = new StringBuilder(json(classes)).append('\n');
        pictures.forEach((id, entry) ->
                text.append(json(new Line(id, entry.file(), entry.objects()))).append('\n'));
        return text.toString();
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The listing that {@link #text} gave.
     *
     * @throws IOException if the text is something else
     */
    public static DataListing parse(String text) throws IOException {
        List<String> lines = text.lines().toList();
        List<String> classes = new ArrayList<>();
        JSON.readTree(lines.isEmpty() ? "" : lines.get(0)).forEach(name -> classes.add(name.asText()));
        Map<String, Entry> pictures = new LinkedHashMap<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            JsonNode node = JSON.readTree(line);
            pictures.put(
                    node.path("id").asText(),
                    new Entry(node.path("file").asText(), node.path("objects").asText()));
        }
        return new DataListing(classes, pictures);
    }

    /** What is different now, in words; the first few pictures by name and how many more there are. */
    public List<String> differences(DataListing now) {
        List<String> lines = new ArrayList<>();
        if (!classes.equals(now.classes)) {
            lines.add("classes: " + classes + " before, " + now.classes + " now");
        }
        if (pictures.size() != now.pictures.size()) {
            lines.add("pictures: " + pictures.size() + " before, " + now.pictures.size() + " now");
        }
        List<String> changed = new ArrayList<>();
        pictures.forEach((id, entry) -> {
            Entry found = now.pictures.get(id);
            if (found == null) {
                changed.add("picture " + id + ": gone");
            } else if (!found.file().equals(entry.file())) {
                changed.add("picture " + id + ": another file");
            } else if (!found.objects().equals(entry.objects())) {
                changed.add("picture " + id + ": other objects");
            }
        });
        now.pictures.keySet().stream()
                .filter(id -> !pictures.containsKey(id))
                .forEach(id -> changed.add("picture " + id + ": new"));
        lines.addAll(changed.subList(0, Math.min(changed.size(), MOST_DIFFERENCES)));
        if (changed.size() > MOST_DIFFERENCES) {
            lines.add("and " + (changed.size() - MOST_DIFFERENCES) + " more pictures");
        }
        if (lines.isEmpty() && !List.copyOf(pictures.keySet()).equals(List.copyOf(now.pictures.keySet()))) {
            lines.add("the same pictures in another order");
        }
        return lines;
    }
}
