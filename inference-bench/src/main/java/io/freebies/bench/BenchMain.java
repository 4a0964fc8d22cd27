package io.freebies.bench;

import io.freebies.bench.ablate.AblateCommand;
import io.freebies.bench.demo.DemoCommand;
import io.freebies.bench.gate.GateCommand;
import io.freebies.bench.report.ReportCommand;
import io.freebies.run.CommandLineMain;
import java.util.List;

/** Entry point of this stage. */
public final class BenchMain {
    private BenchMain() {}

    /** Runs one command and ends the process. */
    public static void main(String[] args) {
        CommandLineMain.exit(
                List.of(
                        new BenchCommand(),
                        new DemoCommand(),
                        new GateCommand(),
                        new AblateCommand(),
                        new DoctorCommand(),
                        new ReportCommand()),
                args);
    }
}
