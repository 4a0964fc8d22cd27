package io.freebies.bench.ablate;

import io.freebies.box.Detection;
import io.freebies.data.BadData;
import io.freebies.data.Dataset;
import io.freebies.data.Datasets;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.SyntheticDataset;
import io.freebies.verifier.score.DetectionsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A folder with pictures and a launcher that trains nothing: it writes down how it is called, and its detections are made
 * beforehand. Its training goes on from where it was, and the result tells how often it went through the data.
 */
final class AblateBench {
    private static final String BOF = """
            #!/usr/bin/env bash
            here=$(dirname "$0")
            echo "$@" >>"$here/calls"
            recipe= json= out= detections=
            all="$*"
            for ((i = 1; i <= $#; i++)); do
                next=$((i + 1))
                case ${!i} in
                    --recipe) recipe=${!next} ;;
                    --out) out=${!next} ;;
                    --json) json=${!next} ;;
                    --detections-out) detections=${!next} ;;
                    --identity) echo "{\\"recipe_sha256\\":\\"$(cksum <<<"${all%%--data*}")\\",\\"data_sha256\\":\\"d\\",\\"engine\\":\\"E\\"}"; exit ;;
                esac
            done
            [[ ! -e $here/broken || $1 != "$(<"$here/broken")" ]] || exit 3
            case $1 in
                train)
                    mkdir -p "$out" && touch "$out/recipe.yaml" "$out/epochs"
                    while (($(wc -l <"$out/epochs") < 5)); do
                        [[ ! -e $here/slow ]] || sleep 0.1
                        echo >>"$out/epochs"
                    done ;;
                eval)
                    side=good
                    [[ $all != *baseline* ]] || side=bad
                    cp "$here/$side.json" "$detections"
                    map=0.$(wc -l <"$(dirname "$2")/epochs")
                    echo "{\\"metric\\": \\"voc\\", \\"map\\": $map, \\"per_class_ap\\": {\\"disc\\": $map}}" >"$json" ;;
            esac
            """;

    private final Path home;

    AblateBench(Path home) throws IOException {
        this.home = home;
        Path bof = home.resolve("bof");
        Files.writeString(bof, BOF);
        Files.setPosixFilePermissions(bof, PosixFilePermissions.fromString("rwxr-xr-x"));
        SyntheticDataset.write(home.resolve("data"), 5, 12, 1);
        Dataset data = Datasets.open("voc:" + home.resolve("data"), "test", BadData.REFUSE);
        DetectionsFile.write(home.resolve("bad.json"), data, data.classes(), detections(data, 0.5));
        DetectionsFile.write(home.resolve("good.json"), data, data.classes(), detections(data, 0.9));
    }

    /** Each object is found with a chance, or something beside it. */
    private static List<List<Detection>> detections(Dataset data, double chance) {
        Random random = new Random(3);
        List<List<Detection>> all = new ArrayList<>();
        for (LabelledImage image : data.images()) {
            List<Detection> found = new ArrayList<>();
            for (GroundTruth truth : image.objects()) {
                int beside = random.nextDouble() < chance ? 0 : 80;
                found.add(new Detection(truth.box().shift(beside, beside), truth.label(), random.nextDouble()));
            }
            all.add(found);
        }
        return all;
    }

    /** From now on a command breaks, or with an empty name none. */
    void breaks(String command) throws IOException {
        Files.writeString(home.resolve("broken"), command);
    }

    /** From now on a training takes half a second. */
    void slows() throws IOException {
        Files.createFile(home.resolve("slow"));
    }

    /** The command line of a study on the pictures, written to {@code study}. */
    List<String> command(String... arguments) {
        List<String> all = new ArrayList<>(List.of("ablate", "--data", "voc:" + home.resolve("data")));
        all.addAll(List.of("--out", home.resolve("study").toString()));
        all.addAll(List.of(arguments));
        return all;
    }

    /** How a command was called, without questions. */
    List<String> calls(String command) throws IOException {
        Path calls = home.resolve("calls");
        if (!Files.exists(calls)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(calls)) {
            return lines.filter(line -> line.startsWith(command) && !line.endsWith("--identity"))
                    .toList();
        }
    }

    /** The lines of the study's results. */
    List<String> results() throws IOException {
        return Files.readAllLines(home.resolve("study/results.jsonl"));
    }
}
