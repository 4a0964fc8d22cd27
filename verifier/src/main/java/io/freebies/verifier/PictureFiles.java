package io.freebies.verifier;

import io.freebies.data.BadData;
import io.freebies.data.Datasets;
import io.freebies.data.LabelledImage;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which picture files a command line names. */
final class PictureFiles {
    private PictureFiles() {}

    /**
     * Files as named, then folders' pictures by name, then the data set's.
     *
     * @param names picture files, and folders whose pictures are taken without those in folders below
     * @param data a data set, or none
     * @param limit at most so many, from the first
     * @throws Failure (data) for a name that is neither, and if there is no picture at all
     */
    static List<Path> of(List<String> names, @Nullable String data, int limit) {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                files.addAll(picturesIn(path));
            } else if (Files.isRegularFile(path)) {
                files.add(path);
            } else {
                throw Failure.data(path + ": no such picture or folder; check the path");
            }
        }
        if (data != null) {
            Datasets.open(data, "test", BadData.REFUSE).images().stream()
                    .map(LabelledImage::file)
                    .forEach(files::add);
        }
        if (files.isEmpty()) {
            throw Failure.data(
                    names + ": expected pictures ending in .jpg, .jpeg or .png, found none; check the folder");
        }
        return List.copyOf(files.subList(0, Math.min(limit, files.size())));
    }

    private static List<Path> picturesIn(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(PictureFiles::isPicture).sorted().toList();
        } catch (IOException e) {
            throw Failure.data(folder + ": cannot be listed (" + e + "); check its permissions", e);
        }
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && Stream.of(".jpg", ".jpeg", ".png").anyMatch(name::endsWith);
    }
}
