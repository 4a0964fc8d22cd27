package io.freebies.data.convert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.freebies.box.BoxFormat;
import io.freebies.data.Dataset;
import io.freebies.data.Decimal;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.Splits;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * COCO's layout: an instances file for each split and a folder with its pictures. Pictures and classes keep their
 * numbers, see {@link CocoIds}; a difficult object has the extra key {@code difficult}, which other programs
 * pass over.
 */
final class CocoWriter implements SplitWriter {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /** One record a line. */
    private static final class RecordPerLine extends MinimalPrettyPrinter {
        @Serial
        private static final long serialVersionUID = 1L;

        private static final int RECORDS = 2;

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(json.getOutputContext().getNestingDepth() == RECORDS ? ",\n" : ",");
        }
    }

    @Override
    public void write(Path folder, Splits splits, TargetPictures pictures, NotHeld notHeld) throws IOException {
        CocoIds ids = CocoIds.of(splits, pictures, notHeld);
        Path annotations = Files.createDirectories(folder.resolve("annotations"));
        for (Map.Entry<String, Dataset> split : splits.bySplit().entrySet()) {
            List<LabelledImage> images = split.getValue().images();
            Path files = Files.createDirectories(folder.resolve(split.getKey()));
            for (LabelledImage image : images) {
                pictures.put(image, files);
            }
            List<Long> order = images.stream().map(ids::ofImage).toList();
            if (!order.equals(order.stream().sorted().toList())) {
                notHeld.add("the order of pictures, which becomes that of their ids", "split " + split.getKey());
            }
            Path file = annotations.resolve("instances_" + split.getKey() + ".json");
            try (JsonGenerator json = JSON.createGenerator(Files.newBufferedWriter(file))) {
                json.setPrettyPrinter(new RecordPerLine());
                write(json, images, splits.classes(), ids, pictures);
            }
        }
    }

    private static void write(
            JsonGenerator json, List<LabelledImage> images, List<String> classes, CocoIds ids, TargetPictures pictures)
            throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("images");
        for (LabelledImage image : images) {
            json.writeStartObject();
            json.writeNumberField("id", ids.ofImage(image));
            json.writeStringField("file_name", pictures.fileName(image));
            json.writeNumberField("width", image.width());
            json.writeNumberField("height", image.height());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("annotations");
        int id = 0;
        for (LabelledImage image : images) {
            for (GroundTruth object : image.objects()) {
                id++;
                write(json, id, ids.ofImage(image), ids.ofClass(object.label()), object);
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("categories");
        for (int label = 0; label < classes.size(); label++) {
            json.writeStartObject();
            json.writeNumberField("id", ids.ofClass(label));
            json.writeStringField("name", classes.get(label));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, int id, long image, long category, GroundTruth object)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", id);
        json.writeNumberField("image_id", image);
        json.writeNumberField("category_id", category);
        json.writeArrayFieldStart("bbox");
        for (double value : BoxFormat.toCoco(object.box())) {
            json.writeNumber(Decimal.ofPixels(value));
        }
        json.writeEndArray();
        json.writeNumberField("area", Decimal.ofPixels(object.area()));
        json.writeNumberField("iscrowd", object.crowd() ? 1 : 0);
        if (object.difficult()) {
            json.writeNumberField("difficult", 1);
        }
        json.writeEndObject();
    }
}
