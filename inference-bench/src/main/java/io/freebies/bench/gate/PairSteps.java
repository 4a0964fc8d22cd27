package io.freebies.bench.gate;

import io.freebies.bench.gate.GateSettings.Data;
import io.freebies.bench.gate.GateSettings.Pair;
import io.freebies.bench.stage.VerdictFile;
import io.freebies.run.Check;
import io.freebies.run.Machine;
import io.freebies.run.Toolkit;
import io.freebies.verifier.runtime.Provider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The commands for one pair on one provider.
 *
 * @param dataKey digest of the data, where there are any
 */
record PairSteps(GateSettings settings, Pair pair, Provider provider, Optional<String> dataKey) {
    /**
     * One command.
     *
     * @param step its word
     * @param arguments all but {@code --json}
     * @param key of everything that decides what it finds
     * @param reader takes the checks from what it wrote
     */
    record Planned(String step, List<String> arguments, String key, Function<VerdictFile, List<Check>> reader) {}

    Planned verify() {
        List<String> arguments = onPair("verify");
        add(arguments, "--probe", pair.probe());
        add(arguments, "--adapter", pair.adapter());
        ContentKey key = key("verify");
        pair.probe().ifPresent(probe -> key.withFile("probe", probe));
        return new Planned("verify", arguments, key.hex(), VerdictFile::checks);
    }

    Optional<Planned> eval() {
        return settings.data().map(this::eval);
    }

    private Planned eval(Data data) {
        List<String> arguments = new ArrayList<>(List.of(
                "eval",
                pair.candidate().toString(),
                "--baseline",
                pair.baseline().toString(),
                "--data",
                data.argument(),
                "--provider",
                provider.option()));
        data.metric().ifPresent(metric -> arguments.addAll(List.of("--metric", metric.option())));
        add(arguments, "--adapter", pair.adapter());
        add(arguments, "--baseline-adapter", pair.adapter());
        String key = key("eval")
                .with("argument", data.argument())
                .with("metric", data.metric())
                .with("data", dataKey.orElse(""))
                .hex();
        return new Planned("eval", arguments, key, settings.floors()::checks);
    }

    Planned bench() {
        List<String> arguments = onPair("bench");
        arguments.addAll(List.of(
                "--margin", String.valueOf(settings.margin()),
                "--threads", String.valueOf(settings.threads()),
                "--seconds", String.valueOf(settings.seconds())));
        settings.rounds().ifPresent(rounds -> arguments.addAll(List.of("--rounds", rounds.toString())));
        String key = key("bench")
                .with("margin", settings.margin())
                .with("threads", settings.threads())
                .with("seconds", settings.seconds())
                .with("rounds", settings.rounds())
                .with("machine", Machine.processors())
                .hex();
        return new Planned("bench", arguments, key, VerdictFile::checks);
    }

    private ContentKey key(String step) {
        ContentKey key = new ContentKey()
                .with("toolkit", Toolkit.version())
                .with("step", step)
                .with("provider", provider.option())
                .withModel("baseline", pair.baseline())
                .withModel("candidate", pair.candidate());
        pair.adapter().ifPresent(adapter -> key.withFile("adapter", adapter));
        return key;
    }

    private List<String> onPair(String command) {
        return new ArrayList<>(List.of(
                command,
                "--baseline",
                pair.baseline().toString(),
                "--candidate",
                pair.candidate().toString(),
                "--provider",
                provider.option()));
    }

    private static void add(List<String> arguments, String option, Optional<Path> file) {
        file.ifPresent(path -> arguments.addAll(List.of(option, path.toString())));
    }
}
