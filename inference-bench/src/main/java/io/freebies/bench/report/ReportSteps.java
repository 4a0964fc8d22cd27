package io.freebies.bench.report;

import io.freebies.bench.stage.Step;
import io.freebies.failure.ExitCode;
import io.freebies.run.RunDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The commands whose results a report shows. */
public final class ReportSteps {
    private ReportSteps() {}

    /** Verify, eval of both, bench. */
    public static List<Step> all(Pair pair, ReportFolder folder) {
        return List.of(
                verify(pair, folder),
                eval(pair, folder, Side.BASELINE),
                eval(pair, folder, Side.CANDIDATE),
                bench(pair, folder));
    }

    /** Export and eval of the weights that the trainings left on their way; known when both have ended. */
    public static List<Step> overEpochs(Pair pair, ReportFolder folder) {
        List<Step> steps = new ArrayList<>();
        for (Side side : Side.values()) {
            pair.of(side)
                    .run()
                    .ifPresent(run -> run.epochs().forEach(epoch -> {
                        String kind = RunDirectory.ofEpoch(epoch);
                        String model = folder.model(side, kind).toString();
                        List<String> export =
                                List.of("export", run.root().toString(), "--weights", kind, "--out", model);
                        steps.add(Step.work("export " + side.word() + " " + kind, export));
                        Path score = folder.score(side, kind);
                        List<String> eval = List.of("eval", model, "--data", pair.data(), "--json", score.toString());
                        steps.add(Step.work("eval " + side.word() + " " + kind, eval));
                    }));
        }
        return steps;
    }

    private static Step verify(Pair pair, ReportFolder folder) {
        List<String> arguments = models("verify", pair);
        pair.candidate()
                .run()
                .ifPresent(
                        run -> arguments.addAll(List.of("--probe", run.probe().toString())));
        arguments.addAll(List.of("--json", folder.verdict("identity").toString()));
        return new Step("verify", arguments, Set.of(ExitCode.OK, ExitCode.CHECK_FAILED));
    }

    private static Step eval(Pair pair, ReportFolder folder, Side side) {
        return Step.work(
                "eval " + side.word(),
                List.of(
                        "eval",
                        pair.of(side).model().toString(),
                        "--data",
                        pair.data(),
                        "--json",
                        folder.verdict("score-" + side.word()).toString(),
                        "--detections-out",
                        folder.detections(side).toString()));
    }

    private static Step bench(Pair pair, ReportFolder folder) {
        List<String> arguments = models("bench", pair);
        arguments.addAll(List.of(
                "--seed",
                String.valueOf(pair.seed()),
                "--json",
                folder.verdict("throughput").toString()));
        return new Step("bench", arguments, Set.of(ExitCode.OK, ExitCode.CHECK_FAILED, ExitCode.INCONCLUSIVE));
    }

    private static List<String> models(String command, Pair pair) {
        return new ArrayList<>(List.of(
                command,
                "--baseline",
                pair.baseline().model().toString(),
                "--candidate",
                pair.candidate().model().toString()));
    }
}
