package io.freebies.verifier.score;

import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.box.Detection;
import io.freebies.data.JsonStream;
import io.freebies.score.ImageDetection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the two forms of {@link DetectionsFile}, told apart by their keys. */
final class DetectionsReader {
    private static final int NONE = -1;

    private final JsonStream json;
    private final Names images = new Names();
    private final Names classes = new Names();
    private final List<ImageDetection> detections = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** The current entry. */
    private int image;

    private int label;
    private boolean isNumbered;
    private boolean isNamed;
    private double[] corners = {};
    private double score;

    private DetectionsReader(JsonStream json) {
        this.json = json;
    }

    static NamedDetections read(Path file) {
        return JsonStream.read(file, json -> {
            DetectionsReader reader = new DetectionsReader(json);
            reader.readAll();
            return new NamedDetections(
                    file, reader.images.all(), reader.classes.all(), reader.detections, reader.problems);
        });
    }

    private void readAll() throws IOException {
        json.beginList("a JSON list of detections");
        while (json.nextObject()) {
            entry();
            if (!json.problem().isEmpty()) {
                problems.add("entry " + json.index() + ", " + json.problem());
            }
        }
        json.end();
    }

    private void entry() throws IOException {
        image = NONE;
        label = NONE;
        isNumbered = false;
        isNamed = false;
        corners = new double[] {};
        score = Double.NaN;
        while (json.nextKey()) {
            value();
        }
        json.require(image != NONE, "image_id or image");
        json.require(label != NONE, "category_id or class");
        json.require(corners.length > 0, "bbox");
        json.require(!Double.isNaN(score), "score");
        if (isNumbered && isNamed) {
            json.problem("expected image_id with category_id, or image with class, found them mixed");
        }
        if (json.problem().isEmpty()) {
            add();
        }
    }

    private void value() throws IOException {
        switch (json.key()) {
            case "image_id", "image" -> json.once(image == NONE);
            case "category_id", "class", "category" -> json.once(label == NONE);
            case "bbox" -> json.once(corners.length == 0);
            case "score" -> json.once(Double.isNaN(score));
            default -> {}
        }
        switch (json.key()) {
            case "image_id" -> image = number(images);
            case "category_id" -> label = number(classes);
            case "image" -> image = name(images);
            case "class", "category" -> label = name(classes);
            case "bbox" -> corners = json.numbers(4);
            case "score" -> score = json.number();
            default -> json.skip();
        }
    }

    private int number(Names names) throws IOException {
        isNumbered = true;
        return names.number(json);
    }

    private int name(Names names) throws IOException {
        isNamed = true;
        return names.text(json);
    }

    private void add() {
        Box box = isNumbered
                ? BoxFormat.fromCoco(corners[0], corners[1], corners[2], corners[3])
                : BoxFormat.fromVoc(corners[0], corners[1], corners[2], corners[3]);
        if (box.width() < 0 || box.height() < 0) {
            json.problem("expected a box of a width and height of 0 or more, found " + Arrays.toString(corners));
        } else {
            detections.add(new ImageDetection(image, new Detection(box, label, score)));
        }
    }
}
