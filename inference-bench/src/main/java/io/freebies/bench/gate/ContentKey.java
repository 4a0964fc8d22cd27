package io.freebies.bench.gate;

import io.freebies.data.BadData;
import io.freebies.data.DataRequest;
import io.freebies.data.Dataset;
import io.freebies.data.Datasets;
import io.freebies.data.LabelledImage;
import io.freebies.data.Purpose;
import io.freebies.failure.Failure;
import io.freebies.graph.Sha256;
import io.freebies.verifier.adapter.Adapters;
import io.freebies.verifier.onnx.OnnxFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** A digest of everything that decides what a step finds. Equal keys mean that it would find the same again. */
final class ContentKey {
    private final MessageDigest digest = Sha256.digest();

    /** Adds a setting. */
    ContentKey with(String name, Object value) {
        // Lengths first, so that no two lists of settings run into the same bytes.
        for (String text : new String[] {name, value.toString()}) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return this;
    }

    /** Adds a file's bytes, or that there is no such file. */
    ContentKey withFile(String name, Path file) {
        return with(name, digest(file));
    }

    /** Adds a model: its file, what it keeps beside it, and the adapter that lies beside it. */
    ContentKey withModel(String name, Path model) {
        withFile(name, model);
        OnnxFile.keptBeside(model).forEach(part -> withFile(name + " part", part));
        return withFile(name + " adapter", Adapters.beside(model));
    }

    /** The key as 64 hexadecimal digits; nothing can be added after. */
    String hex() {
        return Sha256.hex(digest);
    }

    /** A digest of a data set: classes, pictures' bytes and objects of the split that is scored. */
    static String ofData(String argument) {
        ContentKey key = new ContentKey();
        try {
            Dataset data = Datasets.open(DataRequest.of(argument, "test", Purpose.INFERENCE, BadData.REFUSE));
            key.with("classes", data.classes()).with("numbers", data.categoryIds());
            for (LabelledImage image : data.images()) {
                key.withFile(String.valueOf(image.file().getFileName()), image.file())
                        .with("objects", image.objects());
            }
        } catch (Failure e) {
            // Scoring says so too, and what fails is not kept.
            key.with("unreadable", String.valueOf(e.getMessage()));
        }
        return key.hex();
    }

    private static String digest(Path file) {
        ContentKey key = new ContentKey();
        if (!Files.isRegularFile(file)) {
            return "absent";
        }
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), key.digest)) {
            Files.copy(file, out);
        } catch (IOException e) {
            throw Failure.data(file + ": cannot be read (" + e.getMessage() + "); check its permissions", e);
        }
        return key.hex();
    }
}
