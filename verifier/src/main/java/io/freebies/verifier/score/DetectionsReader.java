package io.freebies.verifier.score;

import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.box.Detection;
import io.freebies.data.Dataset;
import io.freebies.data.JsonStream;
import io.freebies.failure.DidYouMean;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.score.ImageDetection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the two forms of {@link DetectionsFile}, told apart by their keys. */
final class DetectionsReader {
    private static final int NONE = -1;

    private final JsonStream json;
    private final Dataset data;
    private final Map<String, Integer> images = new HashMap<>();
    private final Map<Long, Integer> imagesById = new HashMap<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<Long, Integer> labelsById = new HashMap<>();
    private final List<ImageDetection> detections = new ArrayList<>();
    private final Map<String, Integer> others = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    /** The current entry. */
    private int image;

    private int label;
    private String other = "";
    private boolean isNumbered;
    private boolean isNamed;
    private double[] corners = {};
    private double score;

    private DetectionsReader(JsonStream json, Dataset data) {
        this.json = json;
        this.data = data;
        boolean isNumbered = !data.categoryIds().isEmpty();
        for (int i = 0; i < data.images().size(); i++) {
            String id = data.images().get(i).id();
            images.put(id, i);
            if (isNumbered) {
                imagesById.put(Long.parseLong(id), i);
            }
        }
        for (int label = 0; label < data.classes().size(); label++) {
            labels.put(data.classes().get(label), label);
            if (isNumbered) {
                labelsById.put(data.categoryIds().get(label), label);
            }
        }
    }

    static DatasetDetections read(Path file, Dataset data) {
        return JsonStream.read(file, json -> {
            DetectionsReader reader = new DetectionsReader(json, data);
            reader.readAll();
            if (!reader.problems.isEmpty()) {
                throw Failure.ofAll(ExitCode.DATA, file.toString(), reader.problems);
            }
            return new DatasetDetections(reader.detections, reader.others);
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
        other = "";
        isNumbered = false;
        isNamed = false;
        corners = new double[] {};
        score = Double.NaN;
        while (json.nextKey()) {
            value();
        }
        json.require(image != NONE, "image_id or image");
        json.require(label != NONE || !other.isEmpty(), "category_id or class");
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
            case "image_id" -> image = numbered(imagesById, "an image");
            case "category_id" -> label = numbered(labelsById, "a category");
            case "image" -> image = image();
            case "class", "category" -> label = label();
            case "bbox" -> corners = json.numbers(4);
            case "score" -> score = json.number();
            default -> json.skip();
        }
    }

    private int numbered(Map<Long, Integer> known, String what) throws IOException {
        isNumbered = true;
        long id = json.wholeNumber();
        if (imagesById.isEmpty()) {
            json.problem(
                    "expected image and class by name, as " + data.source() + " has no numbers, found " + json.key());
        } else if (!known.containsKey(id)) {
            json.problem("expected " + what + " of " + data.source() + " as " + json.key() + ", found " + id);
        }
        return known.getOrDefault(id, NONE);
    }

    private int image() throws IOException {
        isNamed = true;
        String id = json.text();
        if (!images.containsKey(id)) {
            json.problem("expected an image of " + data.source() + ", found '" + id + "'");
        }
        return images.getOrDefault(id, NONE);
    }

    /** COCO lists its classes; elsewhere a class that no object has is none of the data set's, but no mistake either. */
    private int label() throws IOException {
        isNamed = true;
        String name = json.text();
        if (!labels.containsKey(name)) {
            other = name;
            if (!labelsById.isEmpty()) {
                json.problem("expected a class of " + data.classes() + ", found '" + name + "'"
                        + DidYouMean.hint(name, data.classes()));
            }
        }
        return labels.getOrDefault(name, NONE);
    }

    private void add() {
        Box box = isNumbered
                ? BoxFormat.fromCoco(corners[0], corners[1], corners[2], corners[3])
                : BoxFormat.fromVoc(corners[0], corners[1], corners[2], corners[3]);
        if (box.width() < 0 || box.height() < 0) {
            json.problem("expected a box of a width and height of 0 or more, found " + Arrays.toString(corners));
        } else if (label == NONE) {
            others.merge(other, 1, Integer::sum);
        } else {
            detections.add(new ImageDetection(image, new Detection(box, label, score)));
        }
    }
}
