package io.freebies.data;

import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import io.freebies.data.CocoAnnotations.Annotation;
import io.freebies.data.CocoAnnotations.Category;
import io.freebies.data.CocoAnnotations.Image;
import io.freebies.failure.Failure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads COCO's layout (Lin et al. 2014): one instances file a split. Images are in the order of their ids, objects in
 * that of the file, labels in the order of the categories' ids.
 */
final class CocoDataset {
    private final CocoFolder folder;
    private final Purpose purpose;
    private final List<String> classes;
    private final Map<Long, Integer> labels = new HashMap<>();
    private final Map<Long, List<Annotation>> annotations = new HashMap<>();
    /** By image id, also of images that the file does not list. */
    private final Map<Long, List<String>> problems = new TreeMap<>();

    private CocoDataset(CocoFolder folder, Purpose purpose, List<String> classes) {
        this.folder = folder;
        this.purpose = purpose;
        this.classes = classes;
    }

    /**
     * Reads one split.
     *
     * @param source the data argument, for {@link Dataset#source()}
     * @param root holds the data set, see {@link CocoFolder#find}
     * @throws Failure (data) if categories share a number; with all problems under {@link BadData#REFUSE}; under
     *     {@link BadData#SKIP} only where no image is left
     */
    static Dataset open(String source, Path root, String split, DataRequest request) {
        CocoFolder folder = CocoFolder.find(root, split, request.annotations(), request.images());
        CocoAnnotations file = CocoAnnotations.read(folder.annotations());
        Map<String, Long> ids = idsByName(file.categories(), folder.annotations());
        List<String> classes = request.classes().isEmpty() ? List.copyOf(ids.keySet()) : request.classes();
        List<Long> categoryIds = ids.keySet().containsAll(classes)
                ? classes.stream().map(ids::get).toList()
                : List.of();
        CocoDataset dataset = new CocoDataset(folder, request.purpose(), classes);
        ids.forEach((name, id) -> dataset.labels.put(id, classes.indexOf(name)));
        return dataset.images(file, request.policy()).toDataset(source, classes, categoryIds);
    }

    /** In the order of ids. A name that is used again is told apart by its number. */
    private static Map<String, Long> idsByName(List<Category> categories, Path file) {
        Map<String, Long> ids = new LinkedHashMap<>();
        categories.stream().sorted(Comparator.comparingLong(Category::id)).forEach(category -> {
            String name = category.name();
            ids.put(ids.containsKey(name) ? name + " (" + category.id() + ")" : name, category.id());
        });
        long different = ids.values().stream().distinct().count();
        if (different < categories.size()) {
            throw Failure.data(file + ": expected categories of different ids, found " + categories.size()
                    + " categories with " + different + " ids; number them anew");
        }
        return ids;
    }

    private ImageList images(CocoAnnotations file, BadData policy) {
        Set<Long> known = new HashSet<>();
        file.images().forEach(image -> known.add(image.id()));
        file.problems().forEach(problem -> {
            problem(problem.image(), problem.text());
            known.add(problem.image());
        });
        sortByImage(file.annotations(), known);
        ImageList images = new ImageList("coco " + folder.annotations(), purpose, policy);
        List<Image> inOrder = file.images().stream()
                .sorted(Comparator.comparingLong(Image::id))
                .toList();
        inOrder.parallelStream().map(this::checked).forEachOrdered(c -> images.add(c.image, c.problems));
        inOrder.forEach(image -> problems.remove(image.id()));
        problems.values().forEach(texts -> texts.forEach(images::add));
        return images;
    }

    private void sortByImage(List<Annotation> all, Set<Long> images) {
        Set<Long> ids = new HashSet<>();
        for (Annotation a : all) {
            if (!ids.add(a.id())) {
                problem(a.image(), name(a) + ": expected an id of its own, found it used before");
            }
            if (!labels.containsKey(a.category())) {
                problem(a.image(), name(a) + ": expected a category of the file, found " + a.category());
            } else if (labels.get(a.category()) < 0) {
                problem(a.image(), name(a) + ": expected a class of " + classes + ", found category " + a.category());
            }
            if (!images.contains(a.image())) {
                problem(a.image(), name(a) + ": expected an image of the file, found " + a.image());
            }
            annotations.computeIfAbsent(a.image(), image -> new ArrayList<>()).add(a);
        }
    }

    private void problem(long image, String text) {
        problems.computeIfAbsent(image, i -> new ArrayList<>()).add(text);
    }

    private static String name(Annotation annotation) {
        return "annotation " + annotation.id() + " of image " + annotation.image();
    }

    /** An image, complete only without problems. */
    private record Checked(LabelledImage image, List<String> problems) {}

    private Checked checked(Image image) {
        List<String> found = new ArrayList<>(problems.getOrDefault(image.id(), List.of()));
        Path picture = picture(image, found);
        if (purpose != Purpose.SCORING && (image.file().isEmpty() || image.width() == 0 || image.height() == 0)) {
            found.add("image " + image.id() + ": expected file_name, width and height, found less");
        } else if (purpose != Purpose.SCORING && found.isEmpty()) {
            ImageList.checkPicture(picture, image.width(), image.height(), "image " + image.id(), found);
        }
        List<GroundTruth> objects = new ArrayList<>();
        for (Annotation annotation : annotations.getOrDefault(image.id(), List.of())) {
            objects.add(groundTruth(annotation, image, found));
        }
        return new Checked(
                new LabelledImage(Long.toString(image.id()), picture, image.width(), image.height(), objects), found);
    }

    /** Names come from strangers: only what is inside the folder is ever opened. */
    private Path picture(Image image, List<String> found) {
        try {
            Path picture = folder.pictures().resolve(image.file());
            if (purpose == Purpose.SCORING
                    || picture.normalize().startsWith(folder.pictures().normalize())) {
                return picture;
            }
        } catch (InvalidPathException e) {
            // Told below, like other names that are no use.
        }
        found.add("image " + image.id() + ": expected the name of a file in " + folder.pictures() + ", found '"
                + image.file() + "'");
        return folder.pictures();
    }

    private GroundTruth groundTruth(Annotation a, Image image, List<String> found) {
        boolean isClipped = purpose == Purpose.TRAINING && image.width() > 0;
        Optional<Box> kept =
                isClipped ? BoxInPicture.clip(a.box(), image.width(), image.height()) : Optional.of(a.box());
        if (kept.isEmpty()) {
            double[] box = BoxFormat.toCoco(a.box());
            found.add(name(a) + ": expected a box with an inside, in the picture of " + image.width() + " x "
                    + image.height() + ", found " + Arrays.toString(box));
        }
        int label = labels.getOrDefault(a.category(), -1);
        // Written by conversions, and passed over when scoring, since COCO's scores know no difficult objects.
        boolean difficult = a.difficult() && purpose == Purpose.TRAINING;
        return new GroundTruth(kept.orElse(a.box()), label, a.area(), difficult, a.crowd(), a.id() == 0);
    }
}
