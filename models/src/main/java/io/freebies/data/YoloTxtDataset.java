package io.freebies.data;

import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.failure.DidYouMean;
import io.freebies.failure.Failure;
import io.freebies.image.PictureHeader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the layout of YOLO's many trainers: {@code data.yaml} with the class names and where the pictures of each split
 * are, and per picture a text file with a line {@code class cx cy width height} for each object, the class from 0, the
 * rest in shares of the picture's sides. A picture without such a file, or with an empty one, has no objects.
 */
final class YoloTxtDataset {
    private static final int FIELDS = 5;

    private final YoloFolder folder;
    private final List<String> classes;
    private final Map<Path, Path> pictureByLabel = new HashMap<>();

    private YoloTxtDataset(YoloFolder folder, List<String> classes) {
        this.folder = folder;
        this.classes = classes;
    }

    /**
     * Reads one split, in the order of {@link YoloFolder#pictures}.
     *
     * @param source the data argument, for {@link Dataset#source()}
     * @param location see {@link YoloFolder#find}
     * @throws Failure (data) with all problems under {@link BadData#REFUSE}; under {@link BadData#SKIP} only where no
     *     image is left; if not a single picture has a label file
     */
    static Dataset open(String source, Path location, String split, DataRequest request) {
        YoloFolder folder = YoloFolder.find(location);
        List<Path> pictures = folder.pictures(split);
        if (pictures.stream().noneMatch(picture -> Files.exists(folder.label(picture)))) {
            throw Failure.data(folder.config() + ": " + split + ": expected label files such as "
                    + folder.label(pictures.get(0)) + ", found none for any of " + pictures.size()
                    + " pictures; pictures without objects may have empty ones");
        }
        List<String> classes = request.classes().isEmpty() ? folder.classes() : request.classes();
        return new YoloTxtDataset(folder, classes).read(source, pictures, request);
    }

    private Dataset read(String source, List<Path> pictures, DataRequest request) {
        Map<String, Integer> stems = new HashMap<>();
        pictures.forEach(picture -> stems.merge(YoloFolder.stem(picture), 1, Integer::sum));
        ImageList images = new ImageList("yolo " + folder.root(), request.purpose(), request.policy());
        for (Path picture : pictures) {
            String stem = YoloFolder.stem(picture);
            // Folders may hold pictures of the same name.
            String id = stems.getOrDefault(stem, 0) == 1 ? stem : folder.shown(picture);
            List<String> problems = new ArrayList<>();
            images.add(image(id, picture, problems), problems);
        }
        return images.toDataset(source, classes, List.of());
    }

    /** An image, complete only if it adds no problem. */
    private LabelledImage image(String id, Path picture, List<String> problems) {
        Path label = folder.label(picture);
        Path first = pictureByLabel.putIfAbsent(label, picture);
        if (first != null && !first.equals(picture)) {
            problems.add(folder.shown(picture) + ": expected a label file of its own, found " + folder.shown(label)
                    + ", which is that of " + folder.shown(first) + "; rename one");
        }
        try {
            PictureHeader header = PictureHeader.read(picture);
            List<GroundTruth> objects =
                    Files.exists(label) ? objects(label, header.width(), header.height(), problems) : List.of();
            return new LabelledImage(id, picture, header.width(), header.height(), objects);
        } catch (Failure e) {
            problems.add(String.valueOf(e.getMessage()));
            return new LabelledImage(id, picture, 0, 0, List.of());
        }
    }

    private List<GroundTruth> objects(Path label, int width, int height, List<String> problems) {
        List<String> lines = TextFile.lines(label);
        List<GroundTruth> objects = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty()) {
                List<String> found = new ArrayList<>();
                objects.add(object(lines.get(i), width, height, found));
                String where = folder.shown(label) + " line " + (i + 1) + ": ";
                found.forEach(problem -> problems.add(where + problem));
            }
        }
        return objects;
    }

    /** An object, right only if it adds no problem. */
    private GroundTruth object(String line, int width, int height, List<String> problems) {
        String[] fields = line.split("\\s+", -1);
        double[] numbers = new double[FIELDS];
        boolean readable = fields.length == FIELDS;
        for (int i = 1; readable && i < FIELDS; i++) {
            Optional<Double> number = number(fields[i]);
            readable = number.isPresent();
            numbers[i] = number.orElse(0.0);
        }
        if (!readable) {
            problems.add("expected 'class cx cy width height' with finite numbers, found '" + shortened(line) + "'");
            return new GroundTruth(new Box(0, 0, 1, 1), 0);
        }
        Box box =
                BoxFormat.fromCenter(numbers[1] * width, numbers[2] * height, numbers[3] * width, numbers[4] * height);
        Optional<Box> inside = BoxInPicture.clip(box, width, height);
        if (numbers[3] <= 0 || numbers[4] <= 0) {
            problems.add("expected a width and height above 0, found " + fields[3] + " and " + fields[4]);
        } else if (inside.isEmpty()) {
            problems.add("expected a box inside the picture, in shares of its sides from 0 to 1, found '"
                    + shortened(line) + "'");
        }
        return new GroundTruth(inside.orElse(box), label(fields[0], problems));
    }

    private int label(String field, List<String> problems) {
        List<String> own = folder.classes();
        if (!field.matches("\\d{1,9}") || Integer.parseInt(field) >= own.size()) {
            problems.add("expected a class from 0 to " + (own.size() - 1) + ", as there are " + own.size()
                    + " names, found '" + shortened(field) + "'");
            return 0;
        }
        String name = own.get(Integer.parseInt(field));
        int label = classes.indexOf(name);
        if (label < 0) {
            problems.add("expected a class of " + classes + ", found '" + name + "'" + DidYouMean.hint(name, classes));
        }
        return label;
    }

    private static Optional<Double> number(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Enough to find it in the file. */
    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
