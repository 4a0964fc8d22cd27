package io.freebies.trainer;

import io.freebies.failure.ExitCode;
import io.freebies.run.Command;
import io.freebies.run.Facts;
import io.freebies.trainer.djl.Devices;
import io.freebies.trainer.djl.DjlEngine;
import java.io.PrintStream;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof doctor engine}: the half of {@code bof doctor} that only this stage can tell. */
final class EngineDoctorCommand implements Command {
    @Override
    public String name() {
        return "doctor engine";
    }

    @Override
    public String summary() {
        return "Prints what the training engine finds on this machine.";
    }

    @Override
    public String usage() {
        return "[--devices LIST]";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(null, "devices", true, "check that these are there, such as 0,1,2,3; exit status 4 if not");
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) {
        Devices devices = Devices.parse(arguments.getOptionValue("devices", "cpu"));
        Map<String, String> facts = DjlEngine.facts();
        out.print(Facts.lines("training engine", facts));
        out.println(DjlEngine.WAYS_TO_CUDA.indent(2).stripTrailing());
        DjlEngine.requireThere(devices);
        return ExitCode.OK;
    }
}
