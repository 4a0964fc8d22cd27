package io.freebies.score;

import io.freebies.box.Box;
import io.freebies.box.Detection;
import io.freebies.data.GroundTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random objects of two classes, and detections of most of them together with some of nothing. */
record Scene(List<List<GroundTruth>> truths, List<List<Detection>> detections) {
    static Scene random(Random random, int images) {
        List<List<GroundTruth>> truths = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            List<GroundTruth> objects = new ArrayList<>();
            for (int n = random.nextInt(6); n > 0; n--) {
                Box box = box(random);
                int label = random.nextInt(2);
                objects.add(new GroundTruth(box, label, box.area(), random.nextInt(8) == 0, random.nextInt(12) == 0));
            }
            truths.add(objects);
        }
        return new Scene(truths, detect(random, truths, .7, 3));
    }

    /** Finds a share of the objects, a little displaced, and invents up to {@code extra} more in each image. */
    static List<List<Detection>> detect(Random random, List<List<GroundTruth>> truths, double share, int extra) {
        List<List<Detection>> detections = new ArrayList<>();
        for (List<GroundTruth> objects : truths) {
            List<Detection> found = new ArrayList<>();
            for (GroundTruth object : objects) {
                if (random.nextDouble() < share) {
                    Box moved = object.box().shift(random.nextInt(5), random.nextInt(5));
                    found.add(new Detection(moved, object.label(), random.nextDouble()));
                }
            }
            for (int n = random.nextInt(extra + 1); n > 0; n--) {
                found.add(new Detection(box(random), random.nextInt(2), random.nextDouble()));
            }
            detections.add(found);
        }
        return detections;
    }

    /** One detection of every object that is demanded, exactly in its place. */
    static List<List<Detection>> perfect(Random random, List<List<GroundTruth>> truths) {
        return truths.stream()
                .map(objects -> objects.stream()
                        .filter(GroundTruth::isDemanded)
                        .map(object -> new Detection(object.box(), object.label(), random.nextDouble()))
                        .toList())
                .toList();
    }

    private static Box box(Random random) {
        int x = random.nextInt(80);
        int y = random.nextInt(80);
        return new Box(x, y, x + 15 + random.nextInt(20), y + 15 + random.nextInt(20));
    }
}
