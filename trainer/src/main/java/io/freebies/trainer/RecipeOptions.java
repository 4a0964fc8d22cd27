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

    /** Adds {@code --recipe} and {@code --set} of a detector's recipe. */
    static Options addTo(Options options) {
        return addTo(options, "train");
    }

    /**
     * Adds {@code --recipe} and {@code --set}.
     *
     * @param command that lists the recipes that ship
     */
    static Options addTo(Options options, String command) {
        return options.addOption(
                        null, "recipe", true, "a recipe that ships (see 'bof " + command + " --list') or a YAML file")
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
        return reader().read(name(arguments, "yolov3-nano-bof"), overrides(arguments));
    }

    /**
     * The recipe's name or file.
     *
     * @param example of a name
     * @throws Failure (usage) if there is none
     */
    static String name(CommandLine arguments, String example) {
        String name = arguments.getOptionValue("recipe");
        if (name == null) {
            throw Failure.usage("expected --recipe, such as " + example + "; found none");
        }
        return name;
    }

    /** What {@code --set} sets. */
    static List<String> overrides(CommandLine arguments) {
        String[] set = arguments.getOptionValues("set");
        return set == null ? List.of() : List.of(set);
    }
}
