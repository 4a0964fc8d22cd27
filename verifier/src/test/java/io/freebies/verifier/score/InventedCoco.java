package io.freebies.verifier.score;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.freebies.data.SeedTree;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A COCO data set of any size without pictures, and what a detector might find in it; the same for the same numbers.
 *
 * @param images with ids 1, 8, 15, ...
 * @param objects spread evenly over the images, a few of them crowds
 * @param categories with ids 1, 2, 4, 5, 7, ...
 */
record InventedCoco(int images, int objects, int categories) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final SeedTree SEEDS = new SeedTree(2017);
    private static final int SIDE = 640;

    /** The instances file, in the order of keys of the real ones. */
    void writeInstances(Path file, int outlinePoints) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
                JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("images");
            for (int image = 0; image < images; image++) {
                json.writeStartObject();
                json.writeNumberField("license", 3);
                json.writeStringField("file_name", String.format("%012d.jpg", id(image)));
                json.writeStringField(
                        "coco_url", String.format("http://images.cocodataset.org/train2017/%012d.jpg", id(image)));
                json.writeNumberField("height", SIDE);
                json.writeNumberField("width", SIDE);
                json.writeStringField("date_captured", "2013-11-14 11:18:45");
                json.writeStringField("flickr_url", "http://farm9.staticflickr.com/8186/8119368305_4e622c8349_z.jpg");
                json.writeNumberField("id", id(image));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("annotations");
            for (int object = 0; object < objects; object++) {
                writeAnnotation(json, object, outlinePoints);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("categories");
            for (int category = 0; category < categories; category++) {
                json.writeStartObject();
                json.writeStringField("supercategory", "thing");
                json.writeNumberField("id", category(category));
                json.writeStringField("name", "thing " + category);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void writeAnnotation(JsonGenerator json, int object, int outlinePoints) throws IOException {
        SplittableRandom random = SEEDS.stream("outline", 0, object);
        double[] box = box(object);
        json.writeStartObject();
        json.writeArrayFieldStart("segmentation");
        json.writeStartArray();
        for (int point = 0; point < outlinePoints; point++) {
            json.writeNumber(hundredths(box[0] + random.nextDouble() * box[2]));
            json.writeNumber(hundredths(box[1] + random.nextDouble() * box[3]));
        }
        json.writeEndArray();
        json.writeEndArray();
        json.writeNumberField("area", hundredths(box[2] * box[3] * 0.7));
        json.writeNumberField("iscrowd", random.nextInt(100) == 0 ? 1 : 0);
        json.writeNumberField("image_id", id(image(object)));
        writeBox(json, box);
        json.writeNumberField("category_id", category(label(object)));
        json.writeNumberField("id", object + 1L);
        json.writeEndObject();
    }

    /** A results file: seven in ten objects are found, some twice; the rest is nothing. */
    void writeResults(Path file, int detections, String detector) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
                JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartArray();
            for (int detection = 0; detection < detections; detection++) {
                SplittableRandom random = SEEDS.stream(detector, 0, detection);
                // Neighbours in the file are of one image, as detectors write it.
                int object = (int) ((long) detection * objects / detections);
                boolean isFind = random.nextInt(detections / objects + 1) == 0 && random.nextDouble() < 0.7;
                double[] box = box(isFind ? object : random.nextInt(objects));
                int label = isFind || random.nextBoolean() ? label(object) : random.nextInt(categories);
                double score = isFind ? 0.2 + 0.8 * random.nextDouble() : Math.pow(random.nextDouble(), 3);
                for (int i = 0; i < box.length; i++) {
                    box[i] = hundredths(box[i] * (1 + 0.2 * (random.nextDouble() - 0.5)));
                }
                json.writeStartObject();
                json.writeNumberField("image_id", id(image(object)));
                json.writeNumberField("category_id", category(label));
                writeBox(json, box);
                json.writeNumberField("score", Math.rint(score * 1e6) / 1e6);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void writeBox(JsonGenerator json, double[] box) throws IOException {
        json.writeFieldName("bbox");
        json.writeArray(box, 0, box.length);
    }

    private static double[] box(int object) {
        SplittableRandom random = SEEDS.stream("box", 0, object);
        double width = hundredths(4 + 300 * Math.pow(random.nextDouble(), 3));
        double height = hundredths(4 + 300 * Math.pow(random.nextDouble(), 3));
        return new double[] {
            hundredths(random.nextDouble() * (SIDE - width)),
            hundredths(random.nextDouble() * (SIDE - height)),
            width,
            height
        };
    }

    private int image(int object) {
        return (int) ((long) object * images / objects);
    }

    /** A few classes are most of what there is, as in COCO. */
    private int label(int object) {
        return (int) (categories * Math.pow(SEEDS.stream("label", 0, object).nextDouble(), 3));
    }

    private static long id(int image) {
        return 1 + 7L * image;
    }

    private static long category(int label) {
        return 1 + label * 3L / 2;
    }

    private static double hundredths(double value) {
        return Math.rint(value * 100) / 100;
    }
}
