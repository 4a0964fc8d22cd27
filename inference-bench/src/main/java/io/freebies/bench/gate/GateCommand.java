package io.freebies.bench.gate;

import io.freebies.bench.stage.Launcher;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.run.Command;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code bof gate}: may these candidates take the place of these baselines? */
public final class GateCommand implements Command {
    /** The only one. */
    public GateCommand() {}

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public String summary() {
        return "Verifies, scores and times pairs of models as a file demands, and ends as the worst of them: 4, 3, 1, 5 or"
                + " 0. What was finished is not repeated: start it again after an interruption. Writes gate.json, junit.xml"
                + " and summary.md to the file's folder 'out'.";
    }

    @Override
    public String usage() {
        return "gate.yaml";
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public ExitCode run(CommandLine arguments, PrintStream out) throws IOException, InterruptedException {
        List<String> words = arguments.getArgList();
        if (words.size() != 1) {
            throw Failure.usage("expected 'bof gate gate.yaml', found " + words + "; docs/gate.md has an example");
        }
        GateSettings settings = GateFile.read(Path.of(words.get(0)));
        PrintStream people = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        GateResult result = new GateRun(settings, Launcher.own("gate", people)).run();
        result.write();
        out.println(result.table());
        out.println("gate: " + GateResult.word(result.exitCode()));
        out.println("wrote gate.json, junit.xml and summary.md to " + settings.out());
        return result.exitCode();
    }
}
