package io.freebies.data.convert;

import io.freebies.data.Splits;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a data set in one format. */
interface SplitWriter {
    /**
     * Writes everything.
     *
     * @param folder exists and is empty
     * @param splits with no more than the format holds
     * @param pictures their names, and their files
     * @param notHeld is told what is lost nevertheless
     */
    void write(Path folder, Splits splits, TargetPictures pictures, NotHeld notHeld) throws IOException;
}
