package io.freebies.trainer;

import io.freebies.failure.Failure;
import io.freebies.run.Recipe;
import io.freebies.run.RecipeReader;
import io.freebies.trainer.freebie.Freebies;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** The options that name a recipe. */
final class RecipeOptions {
    private RecipeOptions() {}

    /** Adds {@code --recipe} and {@code --set}. */
    static Options addTo(Options options) {
        return options.addOption(null, "recipe", true, "a recipe that ships (see 'bof train --list') or a YAML file")
                .addOption(null, "set", true, "path=value, overrides a key of the recipe; may be repeated");
    }

    /** Reads recipes that ship and that stand in files. */
    static RecipeReader reader() {
        return new RecipeReader(RecipeOptions.class, Freebies.BY_KEY);
    }

    /**
     * The recipe that the options name, overridden.
     *
     * @throws Failure (usage) without {@code --recipe}, or listing every problem of the recipe
     */
    static Recipe read(CommandLine arguments) {
        String name = arguments.getOptionValue("recipe");
        if (name == null) {
            throw Failure.usage("expected --recipe, such as yolov3-nano-bof; found none");
        }
        String[] set = arguments.getOptionValues("set");
        return reader().read(name, set == null ? List.of() : List.of(set));
    }
}
