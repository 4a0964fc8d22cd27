package io.freebies.verifier;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/** {@code --adapter}, wherever a model is opened. */
final class AdapterOption {
    private static final String NAME = "adapter";

    private AdapterOption() {}

    static Option option() {
        return Option.builder()
                .longOpt(NAME)
                .hasArg()
                .desc("how a foreign model is fed and read; without, MODEL.adapter.yaml beside the model")
                .build();
    }

    static Optional<Path> of(CommandLine arguments) {
        return Optional.ofNullable(arguments.getOptionValue(NAME)).map(Path::of);
    }
}
