package io.freebies.verifier;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freebies.box.Box;
import io.freebies.box.Detection;
import io.freebies.failure.Failure;
import io.freebies.image.Annotate;
import io.freebies.image.Pictures;
import io.freebies.run.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntConsumer;
import org.opencv.core.Mat;

/**
 * What a model sees in some pictures.
 *
 * @param classes names by label
 * @param pictures their files
 * @param detections one list per picture, by falling score
 */
record Predictions(List<String> classes, List<Path> pictures, List<List<Detection>> detections) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What was found in a picture, surest first, in one line. */
    String line(int picture) {
        List<String> found = detections.get(picture).stream()
                .map(d -> String.format(Locale.ROOT, "%s %.2f", classes.get(d.label()), d.score()))
                .toList();
        return pictures.get(picture) + ": " + (found.isEmpty() ? "nothing" : String.join(", ", found));
    }

    /**
     * Writes a list like COCO's results, with names for numbers: {@code [{file_name, category, bbox: [x, y, width,
     * height], score}]}, picture by picture, in pixels of the original picture counted from 0. A picture without any
     * detection has no entry.
     */
    void write(Path file) {
        ArrayNode list = JSON.createArrayNode();
        for (int i = 0; i < pictures.size(); i++) {
            for (Detection d : detections.get(i)) {
                Box box = d.box();
                ObjectNode entry = list.addObject();
                entry.put("file_name", pictures.get(i).toString());
                entry.put("category", classes.get(d.label()));
                entry.putArray("bbox")
                        .add(box.x1())
                        .add(box.y1())
                        .add(box.width())
                        .add(box.height());
                entry.put("score", d.score());
            }
        }
        AtomicFile.write(file, out -> out.write(JSON.writeValueAsBytes(list)));
    }

    /**
     * Where the annotated copy of each picture goes; those of the same name from different folders are numbered.
     *
     * @throws Failure (usage) if a copy would overwrite its original
     */
    static List<Path> copies(List<Path> pictures, Path folder) {
        Set<Path> taken = new HashSet<>();
        List<Path> copies = new ArrayList<>();
        for (Path source : pictures) {
            String name = source.getFileName().toString();
            Path copy = folder.resolve(name);
            for (int i = 2; !taken.add(copy); i++) {
                copy = folder.resolve(i + "-" + name);
            }
            if (absolute(copy).equals(absolute(source))) {
                throw Failure.usage("--out " + folder + ": expected another folder than that of " + source
                        + ", which would be overwritten");
            }
            copies.add(copy);
        }
        return copies;
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /**
     * Writes an annotated copy of every picture.
     *
     * @param copies files to write, all in one folder, which is made
     * @param progress called with the number of pictures done after each
     */
    void draw(List<Path> copies, IntConsumer progress) {
        Path folder = absolute(copies.get(0)).resolveSibling("");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Failure.environment("cannot make " + folder + " (" + e + "); choose a folder you may write to", e);
        }
        for (int i = 0; i < copies.size(); i++) {
            Mat picture = Pictures.read(pictures.get(i));
            Mat drawn = Annotate.draw(picture, detections.get(i), classes);
            Pictures.write(copies.get(i), drawn);
            picture.release();
            drawn.release();
            progress.accept(i + 1);
        }
    }
}
