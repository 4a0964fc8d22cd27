package io.freebies.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The program itself, as everything that it makes records it. */
public final class Toolkit {
    private Toolkit() {}

    /** Its version, such as {@code 0.1.0}; from a file that the build fills in. */
    public static String version() {
        Properties properties = new Properties();
        try (InputStream file = Toolkit.class.getResourceAsStream("toolkit.properties")) {
            properties.load(Objects.requireNonNull(file, "toolkit.properties is not on the class path"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }
}
