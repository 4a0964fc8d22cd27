package io.freebies.trainer;

import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.run.Recipe;
import io.freebies.run.RecipeReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a run's results come from: what must be the same for the same weights to come out. */
final class Provenance {
    private Provenance() {}

    /** Recipe, data and seed by name; no path, no date. */
    static Map<String, String> identity(Recipe recipe, Dataset dataset, long seed) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("recipe_sha256", sha256(RecipeReader.print(recipe)));
        identity.put("data_sha256", sha256(describe(dataset)));
        identity.put("seed", Long.toString(seed));
        return identity;
    }

    private static String describe(Dataset dataset) {
        StringBuilder text = new StringBuilder(dataset.classes().toString());
        for (LabelledImage image : dataset.images()) {
            text.append('\n').append(image.id()).append(' ').append(bytes(image));
            for (GroundTruth truth : image.objects()) {
                text.append(' ').append(truth);
            }
        }
        return text.toString();
    }

    private static long bytes(LabelledImage image) {
        try {
            return Files.size(image.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
