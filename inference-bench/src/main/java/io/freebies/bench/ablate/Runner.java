package io.freebies.bench.ablate;

import io.freebies.bench.stage.Launcher;
import io.freebies.bench.stage.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes the runs that are not there yet, some side by side.
 *
 * @param launcher starts their commands
 * @param root of the study
 * @param jobs how many at once
 */
record Runner(Launcher launcher, Path root, int jobs) {
    /**
     * Makes them. A run that fails does not stop the others.
     *
     * @return one failure a run that failed
     */
    List<StepFailure> run(List<PlannedRun> runs) throws IOException, InterruptedException {
        ResultsFile results = new ResultsFile(root.resolve("results.jsonl"));
        Map<String, PlannedRun> missing = new LinkedHashMap<>();
        for (PlannedRun run : runs) {
            if (run.isDone()) {
                results.add(run.result());
            } else {
                missing.put(run.name(), run);
            }
        }
        launcher.people()
                .println(launcher.command() + ": " + missing.size() + " runs to make, "
                        + (runs.stream().map(PlannedRun::name).distinct().count() - missing.size()) + " are there");
        ExecutorService workers = Executors.newFixedThreadPool(jobs);
        try {
            List<Future<RunResult>> futures = new ArrayList<>();
            missing.values().forEach(run -> futures.add(workers.submit(making(run, results))));
            return failures(futures);
        } finally {
            workers.shutdownNow();
        }
    }

    private Callable<RunResult> making(PlannedRun run, ResultsFile results) {
        return () -> {
            Path log = Files.createDirectories(root.resolve("logs")).resolve(run.name() + ".log");
            RunResult result = run.make(launcher, log);
            results.add(result);
            launcher.people().println(launcher.command() + ": " + run.name() + ": mAP " + result.map());
            return result;
        };
    }

    private static List<StepFailure> failures(List<Future<RunResult>> futures)
            throws IOException, InterruptedException {
        List<StepFailure> failures = new ArrayList<>();
        for (Future<RunResult> future : futures) {
            try {
                future.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof StepFailure failure) {
                    failures.add(failure);
                } else if (e.getCause() instanceof IOException io) {
                    throw io;
                } else if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                } else {
                    throw new IllegalStateException(e.getCause());
                }
            }
        }
        return failures;
    }
}
