package io.freebies.verifier;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** How far a long command is: a bar on standard error if a person watches, nothing in scripts. */
final class Progress implements AutoCloseable {
    private final @Nullable ProgressBar bar;

    Progress(String task, int total) {
        // The launcher looks: the JVM cannot tell whether standard error is a terminal.
        boolean watched = Boolean.getBoolean("bof.terminal");
        bar = watched
                ? new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .build()
                : null;
    }

    void at(int done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
