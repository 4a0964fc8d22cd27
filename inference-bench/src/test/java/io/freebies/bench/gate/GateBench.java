package io.freebies.bench.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.failure.ExitCode;
import io.freebies.run.CommandLineMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A folder with a launcher that writes down how it is called. */
final class GateBench {
    private final Path home;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** The launcher's script goes on as given, with {@code $here} for the folder and {@code $json} for the result. */
    GateBench(Path home, String script) throws IOException {
        this.home = home;
        script(script);
    }

    /** A launcher that runs the commands themselves. */
    static GateBench real(Path home) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new GateBench(home, """
                case $1 in
                    verify | eval) main=io.freebies.verifier.VerifierMain ;;
                    *) main=io.freebies.bench.BenchMain ;;
                esac
                exec '%s' -Xmx1g -XX:TieredStopAtLevel=1 -cp '%s' $main "$@"
                """.formatted(java, System.getProperty("java.class.path")));
    }

    void script(String script) throws IOException {
        Path bof = home.resolve("bof");
        Files.writeString(
                bof,
                "#!/usr/bin/env bash\nhere=$(dirname \"$0\")\njson=${@: -1}\necho \"$@\" >>\"$here/calls\"\n" + script);
        Files.setPosixFilePermissions(bof, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    ExitCode gate(String yaml) throws IOException {
        Path file = Files.writeString(home.resolve("gate.yaml"), yaml);
        out.reset();
        err.reset();
        System.setProperty("bof.home", home.toString());
        try {
            return new CommandLineMain(List.of(new GateCommand()), printer(out), printer(err))
                    .run("gate", file.toString());
        } finally {
            System.clearProperty("bof.home");
        }
    }

    private static PrintStream printer(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    List<String> calls() throws IOException {
        Path calls = home.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(home.resolve("gate/gate.json").toFile());
    }
}
