package io.freebies.bench.gate;

import io.freebies.data.DataArgument;
import io.freebies.data.DataArgument.Scheme;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Range;
import io.freebies.run.RecordFile;
import io.freebies.verifier.runtime.Provider;
import io.freebies.verifier.score.Metric;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The YAML file that says what the gate checks; {@code docs/gate.md} has an example. Paths in it are relative to it.
 *
 * @param models the pairs, at least one
 * @param data what both are scored on; no score unless given
 * @param providers where models run; cpu unless given
 * @param margin what counts as equally fast, a fraction; 0.02 unless given
 * @param threads of one operator while models are timed; 1 unless given
 * @param seconds after which no further block of a timing is begun; 120 unless given
 * @param rounds blocks of a timing at most; as many as {@code bof bench} takes unless given
 * @param floors what the scores have to reach; nothing unless given
 * @param out folder of results; {@code gate} unless given
 */
record GateFile(
        List<Model> models,
        Optional<Data> data,
        Optional<List<Provider>> providers,
        @Range(min = 0.0001, max = 0.5) Optional<Double> margin,
        @Range(min = 1, max = 1024) Optional<Integer> threads,
        @Range(min = 1, max = 86_400) Optional<Double> seconds,
        @Range(min = 12, max = 100_000) Optional<Integer> rounds,
        Optional<Floors> floors,
        Optional<String> out) {
    private static final String NAMES = "[A-Za-z0-9][A-Za-z0-9._-]*";

    /**
     * Two models.
     *
     * @param name in results; unique
     * @param baseline the model in production
     * @param candidate the model that is to take its place
     * @param probe what the candidate's trained network answered
     * @param adapter how both are fed and read
     */
    record Model(String name, String baseline, String candidate, Optional<String> probe, Optional<String> adapter) {}

    /**
     * What both are scored on.
     *
     * @param argument as after {@code --data}
     * @param metric the data's own unless given
     */
    record Data(String argument, Optional<Metric> metric) {}

    /**
     * Reads a file.
     *
     * @throws Failure (usage) with all its mistakes; (data) if it is missing or no YAML
     */
    static GateSettings read(Path file) {
        List<String> problems = new ArrayList<>();
        Optional<GateFile> read = RecordFile.read(file, GateFile.class, problems);
        Optional<GateSettings> settings = read.map(gate -> gate.settings(file, problems));
        if (settings.isEmpty() || !problems.isEmpty()) {
            throw Failure.ofAll(ExitCode.USAGE, file.toString(), problems);
        }
        return settings.get();
    }

    private GateSettings settings(Path file, List<String> problems) {
        if (models.isEmpty()) {
            problems.add("models: expected at least one pair, found none");
        }
        Places places = new Places(file, problems);
        List<GateSettings.Pair> pairs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < models.size(); i++) {
            Model model = models.get(i);
            String key = "models[" + i + "]";
            if (!model.name.matches(NAMES) || !names.add(model.name)) {
                problems.add(key + ".name: expected a name of its own, of letters, digits, '.', '_' and '-', found '"
                        + model.name + "'");
            }
            pairs.add(new GateSettings.Pair(
                    model.name,
                    places.at(key + ".baseline", model.baseline),
                    places.at(key + ".candidate", model.candidate),
                    model.probe.map(path -> places.at(key + ".probe", path)),
                    model.adapter.map(path -> places.at(key + ".adapter", path))));
        }
        List<Provider> where = providers.orElse(List.of(Provider.CPU));
        if (where.isEmpty() || new HashSet<>(where).size() != where.size()) {
            problems.add("providers: expected cpu, cuda or tensorrt, each at most once, found " + where);
        }
        boolean demands =
                floors.filter(f -> f.map().isPresent() || f.delta().isPresent()).isPresent();
        if (demands && data.isEmpty()) {
            problems.add("floors: expected data to measure scores on, found none; add data.argument");
        }
        return new GateSettings(
                pairs,
                data.map(d -> new GateSettings.Data(places.data(d.argument), d.metric)),
                where,
                margin.orElse(0.02),
                threads.orElse(1),
                seconds.orElse(120.0),
                rounds,
                floors.orElse(Floors.NONE),
                places.at("out", out.orElse("gate")));
    }

    /** Relative to the file. */
    private record Places(Path file, List<String> problems) {
        Path at(String key, String path) {
            try {
                return file.toAbsolutePath().resolveSibling(path).normalize();
            } catch (InvalidPathException e) {
                problems.add(key + ": expected a path, found one that no system has (" + e.getReason() + ")");
                return file;
            }
        }

        String data(String argument) {
            try {
                return DataArgument.parseAll(argument).stream()
                        .map(part -> part.scheme() == Scheme.SYNTH
                                ? part
                                : new DataArgument(
                                        part.scheme(),
                                        at("data.argument", part.location()).toString(),
                                        part.split()))
                        .map(DataArgument::toString)
                        .collect(Collectors.joining("+"));
            } catch (Failure e) {
                problems.add("data.argument: " + e.getMessage());
                return argument;
            }
        }
    }
}
