package io.freebies.bench.demo;

import io.freebies.bench.demo.DemoFolder.Side;
import io.freebies.bench.step.Step;
import io.freebies.failure.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The commands of the demo. */
final class DemoSteps {
    private static final String PICTURES = "250";

    private DemoSteps() {}

    /** All commands, in the order in which each finds what it needs. */
    static List<Step> all(DemoFolder folder, long seed) {
        String seedText = String.valueOf(seed);
        List<Step> steps = new ArrayList<>();
        steps.add(work(
                "data",
                List.of(
                        "data",
                        "synth",
                        "--out",
                        folder.data().toString(),
                        "--images",
                        PICTURES,
                        "--test",
                        PICTURES,
                        "--seed",
                        seedText)));
        for (Side side : Side.values()) {
            steps.add(work(
                    "train " + side.word(),
                    List.of(
                            "train",
                            "--recipe",
                            side.recipe(),
                            "--data",
                            "voc:" + folder.data() + ":trainval",
                            "--out",
                            folder.run(side).root().toString(),
                            "--seed",
                            seedText)));
        }
        for (Side side : Side.values()) {
            steps.add(work(
                    "export " + side.word(),
                    List.of(
                            "export",
                            folder.run(side).root().toString(),
                            "--out",
                            folder.model(side).toString())));
        }
        steps.add(verify(folder));
        for (Side side : Side.values()) {
            steps.add(eval(folder, side));
        }
        steps.add(bench(folder, seedText));
        return steps;
    }

    private static Step verify(DemoFolder folder) {
        List<String> arguments = models("verify", folder);
        arguments.addAll(List.of(
                "--probe", folder.run(Side.BOF).probe().toString(),
                "--json", folder.verdict("identity").toString()));
        return new Step("verify", arguments, Set.of(ExitCode.OK, ExitCode.CHECK_FAILED));
    }

    private static Step eval(DemoFolder folder, Side side) {
        return work(
                "eval " + side.word(),
                List.of(
                        "eval",
                        folder.model(side).toString(),
                        "--data",
                        folder.testData(),
                        "--json",
                        folder.verdict("score-" + side.word()).toString(),
                        "--detections-out",
                        folder.detections(side).toString()));
    }

    private static Step bench(DemoFolder folder, String seed) {
        List<String> arguments = models("bench", folder);
        arguments.addAll(
                List.of("--seed", seed, "--json", folder.verdict("throughput").toString()));
        return new Step("bench", arguments, Set.of(ExitCode.OK, ExitCode.CHECK_FAILED, ExitCode.INCONCLUSIVE));
    }

    private static List<String> models(String command, DemoFolder folder) {
        return new ArrayList<>(List.of(
                command,
                "--baseline",
                folder.model(Side.BASELINE).toString(),
                "--candidate",
                folder.model(Side.BOF).toString()));
    }

    private static Step work(String name, List<String> arguments) {
        return new Step(name, arguments, Set.of(ExitCode.OK));
    }
}
