package io.freebies.verifier.score;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.freebies.box.BoxFormat;
import io.freebies.box.Detection;
import io.freebies.data.Dataset;
import io.freebies.run.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Detections on disk: a JSON list with an object for each, in one of two forms. The order decides between equal scores.
 *
 * <ul>
 *   <li>COCO's results: {@code {"image_id": 139, "category_id": 1, "bbox": [x, y, width, height], "score": s}};
 *   <li>for data without such numbers: {@code {"image": id, "class": name, "bbox": [xmin, ymin, xmax, ymax], "score":
 *       s}} with PASCAL VOC's inclusive pixel corners counted from 1; {@code category} is read as {@code class}.
 * </ul>
 *
 * <p>Other keys are passed over.
 */
public final class DetectionsFile {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private DetectionsFile() {}

    /**
     * Writes all detections, picture by picture: in COCO's form if the data set has COCO's numbers. A class that it has
     * no number for is left out then; {@link DatasetDetections#ofOtherClasses()} counts these.
     *
     * @param classes names by label of the detections
     * @param detections one list per picture of the data set
     */
    public static void write(Path file, Dataset data, List<String> classes, List<List<Detection>> detections) {
        AtomicFile.write(file, out -> {
            try (JsonGenerator json = JSON.createGenerator(out)) {
                json.writeStartArray();
                for (int i = 0; i < detections.size(); i++) {
                    for (Detection detection : detections.get(i)) {
                        String image = data.images().get(i).id();
                        String name = classes.get(detection.label());
                        if (data.categoryIds().isEmpty()) {
                            writeNamed(json, image, name, detection);
                        } else if (data.classes().contains(name)) {
                            long category =
                                    data.categoryIds().get(data.classes().indexOf(name));
                            writeNumbered(json, Long.parseLong(image), category, detection);
                        }
                    }
                }
                json.writeEndArray();
            }
        });
    }

    private static void writeNumbered(JsonGenerator json, long image, long category, Detection detection)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("image_id", image);
        json.writeNumberField("category_id", category);
        writeRest(json, BoxFormat.toCoco(detection.box()), detection.score());
    }

    private static void writeNamed(JsonGenerator json, String image, String name, Detection detection)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("image", image);
        json.writeStringField("class", name);
        writeRest(json, BoxFormat.toVoc(detection.box()), detection.score());
    }

    private static void writeRest(JsonGenerator json, double[] box, double score) throws IOException {
        json.writeFieldName("bbox");
        json.writeArray(box, 0, box.length);
        json.writeNumberField("score", score);
        json.writeEndObject();
    }

    /**
     * Reads a file; what is wrong with single entries, {@link NamedDetections#in} tells.
     *
     * @throws io.freebies.failure.Failure (data) if the file is missing or no such list
     */
    public static NamedDetections read(Path file) {
        return DetectionsReader.read(file);
    }
}
