package io.freebies.bench;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a launcher whose engine has one CUDA device, number 0. */
@Tag("engine")
class DoctorCommandTest {
    private static final String BOF = """
            #!/usr/bin/env bash
            [[ "$1 $2" == "doctor engine" ]] || exit 70
            echo "training engine"
            [[ -z $3 || "$3 $4" == "--devices 0" ]] || exit 4
            """;

    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeLauncher() throws IOException {
        Path bof = Files.writeString(home.resolve("bof"), BOF);
        Files.setPosixFilePermissions(bof, PosixFilePermissions.fromString("rwxr-xr-x"));
        System.setProperty("bof.home", home.toString());
    }

    @AfterEach
    void forgetLauncher() {
        System.clearProperty("bof.home");
    }

    private ExitCode run(String... arguments) {
        return new CommandLineMain(List.of(new DoctorCommand()), stream(out), stream(err)).run(arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @Test
    void itTellsOfMachineRuntimeAndEngine() {
        assertThat(run("doctor")).isEqualTo(ExitCode.OK);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsSubsequence(
                        "machine", "logical processors", "memory", " MiB free", "java", "ONNX Runtime", "version")
                .containsPattern("cpu +works")
                .contains("training engine");
    }

    @Test
    void devicesThatAreAskedForAreTheEnginesToTell() {
        assertThat(run("doctor", "--devices", "0")).isEqualTo(ExitCode.OK);
        assertThat(run("doctor", "--devices", "1")).isEqualTo(ExitCode.ENVIRONMENT);
    }

    @Test
    void aProviderThatDoesNotWorkIsToldAndAskedForEndsWithWhatIsMissing() {
        run("doctor");
        String told = out.toString(StandardCharsets.UTF_8);
        if (told.matches("(?s).*cuda +works.*")) {
            assertThat(run("doctor", "--provider", "cuda")).isEqualTo(ExitCode.OK);
            return;
        }
        assertThat(told).containsPattern("cuda +does not work: .*cuDNN");
        assertThat(run("doctor", "--provider", "cuda")).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Maven profile 'gpu'");
        assertThat(run("doctor", "--provider", "abacus")).isEqualTo(ExitCode.USAGE);
    }
}
