package io.freebies.bench.demo;

import io.freebies.bench.report.Pair;
import io.freebies.bench.report.ReportSteps;
import io.freebies.bench.report.Side;
import io.freebies.bench.stage.Step;
import java.util.ArrayList;
import java.util.List;

/** The commands of the demo. */
final class DemoSteps {
    /** So few that the baseline converges, and begins to learn them by heart, within minutes. */
    private static final String TRAIN_PICTURES = "40";

    private static final String TEST_PICTURES = "250";

    /** Epochs: six points on the curves of accuracy. */
    private static final String WEIGHTS_EVERY = "100";

    private DemoSteps() {}

    /** What makes both models, in the order in which each command finds what it needs. */
    static List<Step> models(DemoFolder folder, long seed) {
        String seedText = String.valueOf(seed);
        List<Step> steps = new ArrayList<>();
        steps.add(Step.work(
                "data",
                List.of(
                        "data",
                        "synth",
                        "--out",
                        folder.data().toString(),
                        "--images",
                        TRAIN_PICTURES,
                        "--test",
                        TEST_PICTURES,
                        "--seed",
                        seedText)));
        for (Side side : Side.values()) {
            steps.add(Step.work(
                    "train " + side.word(),
                    List.of(
                            "train",
                            "--recipe",
                            recipe(side),
                            "--data",
                            "voc:" + folder.data() + ":trainval",
                            "--out",
                            folder.run(side).root().toString(),
                            "--weights-every",
                            WEIGHTS_EVERY,
                            "--seed",
                            seedText)));
        }
        for (Side side : Side.values()) {
            steps.add(Step.work(
                    "export " + side.word(),
                    List.of(
                            "export",
                            folder.run(side).root().toString(),
                            "--out",
                            folder.model(side).toString())));
        }
        return steps;
    }

    /** What compares them, once they are there. */
    static List<Step> results(DemoFolder folder, long seed) {
        Pair pair = folder.pair(seed);
        List<Step> steps = new ArrayList<>(ReportSteps.overEpochs(pair, folder.report()));
        steps.addAll(ReportSteps.all(pair, folder.report()));
        return steps;
    }

    private static String recipe(Side side) {
        return side == Side.BASELINE ? "demo-baseline" : "demo-bof";
    }
}
