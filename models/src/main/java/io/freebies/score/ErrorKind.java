package io.freebies.score;

import java.util.Locale;

/**
 * Why a detection is a miss, or an object is not found (Bolya et al. 2020, "TIDE: A General Toolbox for Identifying Object
 * Detection Errors", section 2.2). Overlaps are with objects to find; the foreground begins at 0.5, the background ends
 * at 0.1.
 */
public enum ErrorKind {
    /** In the foreground of an object of another class. Mended by the right class. */
    CLASS,
    /** Of the right class, but between background and foreground. Mended by the object's box. */
    LOCALISATION,
    /** Between background and foreground of an object of another class only. Mended by leaving it out. */
    BOTH,
    /** In the foreground of an object that a surer detection has found. Mended by leaving it out. */
    DUPLICATE,
    /** In the background of all objects. Mended by leaving it out. */
    BACKGROUND,
    /**
     * An object not found, and not what a {@link #CLASS} or {@link #LOCALISATION} error is about either. Mended by not
     * demanding it.
     */
    MISSED;

    /** Lower case, as in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
