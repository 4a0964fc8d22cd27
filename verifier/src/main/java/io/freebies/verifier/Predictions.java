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
import java.util.Set;
import org.opencv.core.Mat;

/**
 * What a model sees in some pictures.
 *
 * @param model its file
 * @param classes names by label
 * @param threshold scores are above this
 * @param pictures their files
 * @param detections one list per picture, by falling score
 */
record Predictions(
        String model, List<String> classes, double threshold, List<Path> pictures, List<List<Detection>> detections) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Writes {@code {model, threshold, pictures: [{file, detections: [{class, score, box: [x1, y1, x2, y2]}]}]}}; boxes
     * are half-open, in pixels of the original picture.
     */
    void write(Path file) {
        ObjectNode json = JSON.createObjectNode();
        json.put("model", model);
        json.put("threshold", threshold);
        ArrayNode list = json.putArray("pictures");
        for (int i = 0; i < pictures.size(); i++) {
            ObjectNode picture = list.addObject();
            picture.put("file", pictures.get(i).toString());
            ArrayNode found = picture.putArray("detections");
            for (Detection d : detections.get(i)) {
                Box box = d.box();
                ObjectNode entry = found.addObject();
                entry.put("class", classes.get(d.label()));
                entry.put("score", d.score());
                entry.putArray("box").add(box.x1()).add(box.y1()).add(box.x2()).add(box.y2());
            }
        }
        AtomicFile.write(
                file, out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json)));
    }

    /** Writes an annotated copy of every picture; pictures of the same name from different folders are numbered. */
    List<Path> draw(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Failure.environment("cannot make " + folder + " (" + e + "); choose a folder you may write to", e);
        }
        Set<String> taken = new HashSet<>();
        List<Path> written = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            Path source = pictures.get(i);
            String name = source.getFileName().toString();
            Path target = folder.resolve(taken.add(name) ? name : i + "-" + name);
            if (target.toAbsolutePath()
                    .normalize()
                    .equals(source.toAbsolutePath().normalize())) {
                throw Failure.usage("--out " + folder + ": expected another folder than that of " + source
                        + ", which would be overwritten");
            }
            Mat picture = Pictures.read(source);
            Mat drawn = Annotate.draw(picture, detections.get(i), classes);
            Pictures.write(target, drawn);
            picture.release();
            drawn.release();
            written.add(target);
        }
        return written;
    }
}
