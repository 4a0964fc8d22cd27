package io.freebies.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.freebies.failure.DidYouMean;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where things are in a YOLO data set.
 *
 * @param config its {@code data.yaml}
 * @param root what relative paths in it start from
 * @param classes names by label
 * @param splits by name, the folders and list files of pictures, as written
 */
record YoloFolder(Path config, Path root, List<String> classes, Map<String, List<String>> splits) {
    private static final List<String> USUAL_SPLITS = List.of("train", "val", "test");
    private static final List<String> OTHER_KEYS = List.of("path", "names", "nc", "download");
    private static final List<String> EXTENSIONS = List.of(".jpg", ".jpeg", ".png");

    /**
     * Opens a data set.
     *
     * @param location its YAML file, or the folder with {@code data.yaml} or with one other YAML file
     * @throws Failure (data) if there is none, or it is malformed, listing all its problems
     */
    static YoloFolder find(Path location) {
        Path config = YoloConfig.find(location);
        JsonNode yaml = YoloConfig.read(config);
        Path folder = folderOf(config);
        Path stated = folder.resolve(yaml.path("path").asText("")).normalize();
        Path root = Files.isDirectory(stated) ? stated : folder;
        YoloFolder withoutSplits = new YoloFolder(config, root, YoloConfig.classes(config, yaml), Map.of());
        Map<String, List<String>> splits = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : yaml.properties()) {
            List<String> places = YoloConfig.texts(entry.getValue());
            boolean exists = places.stream().allMatch(p -> Files.exists(withoutSplits.place(p)));
            boolean isSplit = USUAL_SPLITS.contains(entry.getKey()) || exists;
            if (!places.isEmpty() && isSplit && !OTHER_KEYS.contains(entry.getKey())) {
                splits.put(entry.getKey(), places);
            }
        }
        return new YoloFolder(config, root, withoutSplits.classes, splits);
    }

    /**
     * The names of all splits, in the file's order. Of two names for the same pictures it is the one of one's own:
     * {@code train}, {@code val} and {@code test} may stand there for other programs only.
     */
    List<String> names() {
        return splits.keySet().stream().filter(name -> !isSecondName(name)).toList();
    }

    private boolean isSecondName(String name) {
        return USUAL_SPLITS.contains(name)
                && splits.entrySet().stream()
                        .anyMatch(other -> !USUAL_SPLITS.contains(other.getKey())
                                && other.getValue().equals(splits.get(name)));
    }

    /**
     * The pictures of a split: those in its folders and the folders below, by name, and those in its list files, as
     * listed. Where there is no {@code trainval}, it is {@code train} and {@code val} if there is one.
     *
     * @throws Failure (data) if there is no such split, no such folder, or nothing in it
     */
    List<Path> pictures(String split) {
        List<String> places = splits.get(split);
        if (places == null && split.equals("trainval") && splits.containsKey("train")) {
            List<Path> validation = splits.containsKey("val") ? pictures("val") : List.of();
            return Stream.concat(pictures("train").stream(), validation.stream())
                    .distinct()
                    .toList();
        }
        if (places == null) {
            throw Failure.data(config + ": expected a split " + names() + ", found '" + split + "'"
                    + DidYouMean.hint(split, names()));
        }
        List<Path> pictures = new ArrayList<>();
        for (String place : places) {
            Path path = place(place);
            if (!Files.exists(path)) {
                throw Failure.data(config + ": " + split + ": expected a folder or list of pictures, found no " + path
                        + "; mend the path");
            }
            pictures.addAll(Files.isDirectory(path) ? inFolder(path) : inList(path));
        }
        if (pictures.isEmpty()) {
            throw Failure.data(config + ": " + split + ": expected pictures ending in " + EXTENSIONS + " in " + places
                    + ", found an empty split; fill it or name another split of " + names());
        }
        return pictures;
    }

    /**
     * The label file of a picture: its path with the last folder {@code images} replaced by {@code labels}, if there is
     * one below the root; else beside the picture.
     */
    Path label(Path picture) {
        Path absolute = picture.toAbsolutePath().normalize();
        Path below = absolute.startsWith(root) ? root.relativize(absolute) : absolute;
        Path label = absolute;
        for (int i = below.getNameCount() - 2; i >= 0; i--) {
            if (below.getName(i).toString().equals("images")) {
                int at = absolute.getNameCount() - below.getNameCount() + i;
                Path before =
                        absolute.getRoot().resolve(absolute.subpath(0, at + 1)).resolveSibling("labels");
                label = before.resolve(absolute.subpath(at + 1, absolute.getNameCount()));
                break;
            }
        }
        return label.resolveSibling(stem(picture) + ".txt");
    }

    /** A picture's file name without its extension. */
    static String stem(Path picture) {
        String name = picture.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** A path as short as messages can have it. */
    String shown(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return (absolute.startsWith(root) ? root.relativize(absolute) : absolute).toString();
    }

    /** The first place that exists: from the root, from the file's folder, and there without a leading {@code ../}. */
    private Path place(String text) {
        Path folder = folderOf(config);
        // A well-known exporter writes paths that start one folder too high.
        String inside = text.startsWith("../") ? text.substring("../".length()) : text;
        return Stream.of(root.resolve(text), folder.resolve(text), folder.resolve(inside))
                .map(Path::normalize)
                .filter(Files::exists)
                .findFirst()
                .orElse(root.resolve(text).normalize());
    }

    private static Path folderOf(Path file) {
        return file.toAbsolutePath().normalize().resolveSibling("");
    }

    private static List<Path> inFolder(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(YoloFolder::isPicture).sorted().toList();
        } catch (IOException e) {
            throw Failure.data(folder + ": cannot be listed (" + e.getMessage() + "); check its permissions", e);
        }
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return EXTENSIONS.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
    }

    /** Paths in a list start from the list's folder; as some lists are kept elsewhere, else from the root. */
    private List<Path> inList(Path list) {
        Path folder = folderOf(list);
        return TextFile.entries(list).stream()
                .map(line -> Stream.of(folder.resolve(line), root.resolve(line))
                        .filter(Files::exists)
                        .findFirst()
                        .orElse(folder.resolve(line))
                        .normalize())
                .toList();
    }
}
