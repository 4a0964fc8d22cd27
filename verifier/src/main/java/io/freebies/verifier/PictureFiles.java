package io.freebies.verifier;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.image.StrictDecoder;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which picture files a command line names.
 *
 * @param whole those that can be used, in the order named
 * @param leftOut why others cannot, one line each naming the file
 */
record PictureFiles(List<Path> whole, List<String> leftOut) {
    /** Copies the lists. */
    PictureFiles {
        whole = List.copyOf(whole);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Files as named; folders' and globs' pictures by name.
     *
     * @param names picture files; folders, whose pictures are taken without those in folders below; and globs such as
     *     {@code photos/**}{@code /*.jpg}, where {@code **} stands for folders at any depth, none included
     * @throws Failure (data) for a name without any picture
     */
    static List<Path> named(List<String> names) {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            Path path = Path.of(name);
            if (Files.isRegularFile(path)) {
                files.add(path);
                continue;
            }
            List<Path> found = Files.isDirectory(path) ? pictures(path, 1, any -> true) : matching(name);
            if (found.isEmpty()) {
                throw Failure.data(name + ": expected a picture, or a folder or pattern with pictures ending in .jpg,"
                        + " .jpeg or .png, found none; check the path");
            }
            files.addAll(found);
        }
        return files;
    }

    /**
     * Decodes all pictures, strictly and on all cores.
     *
     * @param skipBad whether bad pictures are left out
     * @throws Failure (data) listing all bad pictures, or that no picture is left
     */
    static PictureFiles checked(List<Path> files, boolean skipBad) {
        List<Optional<String>> damage =
                files.parallelStream().map(StrictDecoder::damage).toList();
        List<String> bad = damage.stream().flatMap(Optional::stream).toList();
        List<Path> whole = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (damage.get(i).isEmpty()) {
                whole.add(files.get(i));
            }
        }
        if (!bad.isEmpty() && (!skipBad || whole.isEmpty())) {
            String advice = skipBad ? "no picture is left" : "mend them, or leave them out with --skip-bad";
            throw Failure.ofAll(ExitCode.DATA, "bad pictures (" + advice + ")", bad);
        }
        return new PictureFiles(whole, bad);
    }

    /** Searches the folders below the part of a pattern that is plain. */
    private static List<Path> matching(String pattern) {
        Path start = Path.of(pattern.startsWith("/") ? "/" : "");
        for (Path part : Path.of(pattern)) {
            if (part.toString().matches(".*[*?\\[{].*")) {
                String anyDepth = pattern.replace("**/", "{**/,}");
                PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + anyDepth);
                return Files.isDirectory(start) ? pictures(start, Integer.MAX_VALUE, matcher) : List.of();
            }
            start = start.resolve(part);
        }
        return List.of();
    }

    private static List<Path> pictures(Path folder, int depth, PathMatcher matcher) {
        try (Stream<Path> entries = Files.walk(folder, depth)) {
            return entries.filter(PictureFiles::isPicture)
                    .filter(matcher::matches)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Failure.data(folder + ": cannot be listed (" + e + "); check its permissions", e);
        }
    }

    private static boolean isPicture(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Stream.of(".jpg", ".jpeg", ".png").anyMatch(name::endsWith) && Files.isRegularFile(file);
    }
}
