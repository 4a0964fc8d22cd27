package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.failure.ExitCode;
import io.freebies.run.CommandLineMain;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class EngineDoctorCommandTest {
    private static final String[] ROUTES = {"BOF_PROFILE=gpu", "pip install torch==2.7.1", "pytorch-native-cu124 2.5.1"
    };

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private ExitCode run(String... arguments) {
        return new CommandLineMain(List.of(new EngineDoctorCommand()), stream(out), stream(err)).run(arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @Test
    void itTellsVersionsNativesThreadsDevicesAndTheWaysToCuda() {
        assertThat(run("doctor", "engine")).isEqualTo(ExitCode.OK);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("PyTorch 2.7.1 through DJL 0.35.1", "natives", "threads", "CUDA devices")
                .contains(ROUTES);
    }

    @Test
    void aDeviceThatIsNotThereIsAnErrorWithTheWaysToCuda() {
        assertThat(run("doctor", "engine", "--devices", "cpu*2,999")).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("CUDA device 999 is not there")
                .contains(ROUTES);
    }
}
