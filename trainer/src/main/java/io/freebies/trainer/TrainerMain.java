package io.freebies.trainer;

import io.freebies.run.CommandLineMain;
import java.util.List;

/** The training stage's entry. */
public final class TrainerMain {
    private TrainerMain() {}

    /** Runs one command and ends the process. */
    public static void main(String[] args) {
        CommandLineMain.exit(
                List.of(
                        new TrainCommand(),
                        new PretrainCommand(),
                        new AnchorsCommand(),
                        new PreviewCommand(),
                        new EngineDoctorCommand()),
                args);
    }
}
