package io.freebies.data;

import io.freebies.box.Box;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a COCO instances file says, not yet put in order or checked against itself. Outlines are passed over.
 *
 * @param images in file order
 * @param categories in file order
 * @param annotations in file order
 * @param problems of entries that could not be read, in file order
 * @see <a href="https://cocodataset.org/#format-data">the format</a>
 */
record CocoAnnotations(
        List<Image> images, List<Category> categories, List<Annotation> annotations, List<Problem> problems) {
    /** A picture; width and height are 0 where the file does not say, the name is empty then. */
    record Image(long id, String file, int width, int height) {}

    /** A class; the name is its id where the file does not say. */
    record Category(long id, String name) {}

    /** An object, or a crowd of them; the area is the box's where the file does not say. Difficult is no key of COCO's. */
    record Annotation(long id, long image, long category, Box box, double area, boolean crowd, boolean difficult) {}

    /** What is wrong with an entry, and the image it belongs to or {@link JsonStream#NO_NUMBER}. */
    record Problem(long image, String text) {}

    /**
     * Reads a file.
     *
     * @throws Failure (data) if it is missing or no JSON of this shape; what is wrong with single entries is in
     *     {@link #problems()}
     */
    static CocoAnnotations read(Path file) {
        CocoAnnotations all = JsonStream.read(file, json -> new Reader(json).read());
        if (all.images.isEmpty() || all.categories.isEmpty()) {
            throw Failure.data(file + ": expected images, annotations and categories as in a COCO instances file,"
                    + " found " + all.images.size() + ", " + all.annotations.size() + " and "
                    + all.categories.size());
        }
        return all;
    }

    /** Reads one entry and answers with the image it is about. */
    @FunctionalInterface
    private interface Entry {
        long read() throws IOException;
    }

    private static final class Reader {
        private final JsonStream json;
        private final CocoAnnotations all =
                new CocoAnnotations(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());

        Reader(JsonStream json) {
            this.json = json;
        }

        CocoAnnotations read() throws IOException {
            json.beginObject("a COCO instances file, an object with images, annotations and categories");
            while (json.nextKey()) {
                switch (json.key()) {
                    case "images" -> list(this::image);
                    case "annotations" -> list(this::annotation);
                    case "categories" -> list(this::category);
                    default -> json.skip();
                }
            }
            json.end();
            return all;
        }

        private void list(Entry entry) throws IOException {
            String key = json.key();
            json.beginValueList();
            while (json.nextObject()) {
                long image = entry.read();
                if (!json.problem().isEmpty()) {
                    all.problems.add(new Problem(image, key + "[" + json.index() + "], " + json.problem()));
                }
            }
        }

        private long image() throws IOException {
            long id = JsonStream.NO_NUMBER;
            String file = "";
            long width = 0;
            long height = 0;
            while (json.nextKey()) {
                switch (json.key()) {
                    case "id" -> id = json.wholeNumber();
                    case "file_name" -> file = json.text();
                    case "width" -> width = pixels();
                    case "height" -> height = pixels();
                    default -> json.skip();
                }
            }
            json.require(id != JsonStream.NO_NUMBER, "id");
            if (json.problem().isEmpty()) {
                all.images.add(new Image(id, file, (int) width, (int) height));
            }
            return id;
        }

        private long pixels() throws IOException {
            long pixels = json.wholeNumber();
            if (pixels < 1 || pixels > Integer.MAX_VALUE) {
                json.problem("expected a positive " + json.key() + ", found " + pixels);
            }
            return pixels;
        }

        private long category() throws IOException {
            long id = JsonStream.NO_NUMBER;
            String name = "";
            while (json.nextKey()) {
                switch (json.key()) {
                    case "id" -> id = json.wholeNumber();
                    case "name" -> name = json.text();
                    default -> json.skip();
                }
            }
            json.require(id != JsonStream.NO_NUMBER, "id");
            if (json.problem().isEmpty()) {
                all.categories.add(new Category(id, name.isEmpty() ? Long.toString(id) : name));
            }
            return JsonStream.NO_NUMBER;
        }

        private long annotation() throws IOException {
            long id = JsonStream.NO_NUMBER;
            long image = JsonStream.NO_NUMBER;
            long category = JsonStream.NO_NUMBER;
            Box box = JsonStream.NO_BOX;
            double area = Double.NaN;
            boolean crowd = false;
            boolean difficult = false;
            while (json.nextKey()) {
                switch (json.key()) {
                    case "id" -> id = json.wholeNumber();
                    case "image_id" -> image = json.wholeNumber();
                    case "category_id" -> category = json.wholeNumber();
                    case "bbox" -> box = json.cocoBox();
                    case "area" -> area = json.size();
                    case "iscrowd" -> crowd = json.flag();
                    case "difficult" -> difficult = json.flag();
                    default -> json.skip();
                }
            }
            json.require(id != JsonStream.NO_NUMBER, "id");
            json.require(image != JsonStream.NO_NUMBER, "image_id");
            json.require(category != JsonStream.NO_NUMBER, "category_id");
            json.require(!box.equals(JsonStream.NO_BOX), "bbox");
            if (json.problem().isEmpty()) {
                double known = Double.isNaN(area) ? box.area() : area;
                all.annotations.add(new Annotation(id, image, category, box, known, crowd, difficult));
            }
            return image;
        }
    }
}
