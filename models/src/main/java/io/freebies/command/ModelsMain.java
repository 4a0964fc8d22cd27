package io.freebies.command;

import io.freebies.run.CommandLineMain;
import java.util.List;

/** Starts the commands that need nothing but the contract. */
public final class ModelsMain {
    private ModelsMain() {}

    /** Runs one command and ends the process. */
    public static void main(String[] arguments) {
        CommandLineMain.exit(
                List.of(new SynthCommand(), new DoctorCommand(), new StatsCommand(), new ConvertCommand()), arguments);
    }
}
