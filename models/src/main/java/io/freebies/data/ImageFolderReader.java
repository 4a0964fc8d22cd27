package io.freebies.data;

import io.freebies.box.Box;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.image.PictureHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Reads folders of pictures, one folder a class: below {@code train} and {@code val}, or all in one place, of which a
 * share is then held out.
 */
final class ImageFolderReader {
    private static final double HELD_OUT = 0.1;
    private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png");

    private final Path root;
    private final List<String> problems = new ArrayList<>();

    ImageFolderReader(Path root) {
        this.root = root;
    }

    /**
     * The pictures to learn from and those held out.
     *
     * @param heldOut share of every class, at least one picture of each; a tenth unless given
     * @throws Failure (data) listing every picture that cannot be read, or that there are too few classes or pictures;
     *     (usage) for a share where the folder itself says what is held out
     */
    ClassifiedData read(OptionalDouble heldOut) {
        if (!Files.isDirectory(root)) {
            throw Failure.data(root + ": no such folder; check the path");
        }
        Path train = root.resolve("train");
        Path val = root.resolve("val");
        ClassifiedData data;
        if (Files.isDirectory(train) && Files.isDirectory(val)) {
            if (heldOut.isPresent()) {
                throw Failure.usage("--held-out: expected none, since " + val + " holds what is held out");
            }
            List<String> classes = folders(train);
            data = data(classes, pictures(train, classes), held(val, classes));
        } else {
            List<String> classes = folders(root);
            List<LabelledImage> all = pictures(root, classes);
            List<LabelledImage> held = chosen(all, classes.size(), heldOut.orElse(HELD_OUT));
            List<LabelledImage> rest = new ArrayList<>(all);
            rest.removeAll(held);
            data = data(classes, rest, held);
        }
        if (!problems.isEmpty()) {
            throw Failure.ofAll(ExitCode.DATA, root.toString(), problems);
        }
        return data;
    }

    private ClassifiedData data(List<String> classes, List<LabelledImage> train, List<LabelledImage> held) {
        if (classes.size() < 2) {
            problems.add("expected a folder for each of at least two classes, found " + classes);
        } else if (train.size() < 2 || held.isEmpty()) {
            problems.add("expected pictures to learn from and some to hold out, found " + train.size() + " and "
                    + held.size());
        }
        return new ClassifiedData("images:" + root, classes, folder(classes, train), folder(classes, held));
    }

    private ImageFolder folder(List<String> classes, List<LabelledImage> images) {
        return new ImageFolder(new Dataset("images:" + root, classes, images, List.of()));
    }

    private List<LabelledImage> held(Path val, List<String> classes) {
        folders(val).stream()
                .filter(name -> !classes.contains(name))
                .forEach(name -> problems.add(
                        val.resolve(name) + ": expected a class that " + root.resolve("train") + " has too"));
        return pictures(val, classes);
    }

    /** The folders within a folder, in order of name. */
    private static List<String> folders(Path folder) {
        return list(folder).stream()
                .filter(Files::isDirectory)
                .map(path -> path.getFileName().toString())
                .filter(name -> !name.startsWith("."))
                .toList();
    }

    private List<LabelledImage> pictures(Path folder, List<String> classes) {
        List<LabelledImage> pictures = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            Path ofClass = folder.resolve(classes.get(label));
            for (Path file : Files.isDirectory(ofClass) ? list(ofClass) : List.<Path>of()) {
                String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
                if (ENDINGS.stream().anyMatch(name::endsWith)) {
                    add(file, label, pictures);
                }
            }
        }
        return pictures;
    }

    private void add(Path file, int label, List<LabelledImage> pictures) {
        try {
            PictureHeader header = PictureHeader.read(file);
            Box all = new Box(0, 0, header.width(), header.height());
            String id = root.relativize(file).toString();
            List<GroundTruth> object = List.of(new GroundTruth(all, label));
            pictures.add(new LabelledImage(id, file, header.width(), header.height(), object));
        } catch (Failure e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw Failure.data(folder + ": cannot be listed (" + e.getMessage() + "); check its permissions", e);
        }
    }

    /** A share of every class, the same whatever the run's seed: scores of runs can be compared. */
    private static List<LabelledImage> chosen(List<LabelledImage> all, int classes, double share) {
        List<LabelledImage> chosen = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            int own = label;
            List<LabelledImage> shuffled = new ArrayList<>(all.stream()
                    .filter(image -> image.objects().get(0).label() == own)
                    .toList());
            SplittableRandom random = new SeedTree(0).stream("held out", 0, label);
            for (int i = shuffled.size() - 1; i > 0; i--) {
                Collections.swap(shuffled, i, random.nextInt(i + 1));
            }
            long count = Math.max(1, Math.round(share * shuffled.size()));
            chosen.addAll(shuffled.subList(0, (int) Math.min(count, Math.max(0, shuffled.size() - 1))));
        }
        return chosen;
    }
}
