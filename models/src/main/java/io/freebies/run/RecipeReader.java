package io.freebies.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads recipes: a file, or the name of one that ships. {@code extends: NAME} takes another recipe's keys first, one
 * deep, so that the file is the difference; {@code key: null} takes a key away; {@code --set path=value} comes last.
 */
public final class RecipeReader {
    static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build());
    private static final List<String> SECTIONS =
            List.of("about", "model", "data", "schedule", "optimiser", "freebies", "expects");

    private final Class<?> shipped;
    private final String folder;
    private final Map<String, Class<? extends Record>> freebies;

    /**
     * A reader that knows some freebies.
     *
     * @param shipped next to this class, in folder {@code recipes}, lie the recipes that ship
     * @param freebies the record of hyper-parameters by key
     */
    public RecipeReader(Class<?> shipped, Map<String, Class<? extends Record>> freebies) {
        this(shipped, "recipes", freebies);
    }

    /**
     * A reader of recipes of some other kind, for {@link #read(Class, String, List)}.
     *
     * @param shipped next to this class lies the folder
     * @param folder of the recipes that ship
     */
    public RecipeReader(Class<?> shipped, String folder) {
        this(shipped, folder, Map.of());
    }

    private RecipeReader(Class<?> shipped, String folder, Map<String, Class<? extends Record>> freebies) {
        this.shipped = shipped;
        this.folder = folder;
        this.freebies = Map.copyOf(freebies);
    }

    /**
     * Reads and checks a recipe.
     *
     * @param nameOrFile a shipped recipe's name or a YAML file
     * @param overrides {@code path=value}, such as {@code schedule.epochs=10}
     * @throws Failure (usage) listing every problem with its path, or that there is no such recipe
     */
    public Recipe read(String nameOrFile, List<String> overrides) {
        List<String> problems = new ArrayList<>();
        ObjectNode tree = resolved(nameOrFile, overrides, problems);
        Recipe recipe = bind(tree, problems);
        if (recipe == null) {
            throw Failure.ofAll(ExitCode.USAGE, "recipe " + nameOrFile, problems);
        }
        return recipe;
    }

    /**
     * Reads and checks a recipe of another kind.
     *
     * @param type its sections, one component each
     * @throws Failure as {@link #read(String, List)}
     */
    public <R extends Record> R read(Class<R> type, String nameOrFile, List<String> overrides) {
        List<String> problems = new ArrayList<>();
        R recipe = new RecordBinder(problems).bind(type, resolved(nameOrFile, overrides, problems), "");
        if (recipe == null || !problems.isEmpty()) {
            throw Failure.ofAll(ExitCode.USAGE, "recipe " + nameOrFile, problems);
        }
        return recipe;
    }

    /** The keys of a recipe, of what it extends, and of what overrides them. */
    private ObjectNode resolved(String nameOrFile, List<String> overrides, List<String> problems) {
        ObjectNode tree = tree(nameOrFile);
        JsonNode parent = tree.remove("extends");
        if (parent != null) {
            ObjectNode base = tree(parent.asText());
            if (base.has("extends")) {
                problems.add("extends: " + parent.asText() + " itself extends a recipe; only one deep is allowed");
            }
            tree = merge(base, tree);
        }
        for (String override : overrides) {
            override(tree, override, problems);
        }
        return tree;
    }

    /** The resolved recipe, nothing implicit: reading it gives an equal recipe. */
    public static String print(Record recipe) {
        Map<String, Object> sections = new LinkedHashMap<>();
        RecordBinder.write(recipe, sections);
        try {
            return YAML.writeValueAsString(sections);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What of a recipe fixes the weights: all but what is for people, {@code about} and {@code expects}.
     *
     * @param text that {@link #print} gave
     */
    public static String training(String text) {
        try {
            JsonNode sections = YAML.readTree(text);
            if (sections instanceof ObjectNode recipe) {
                recipe.remove(List.of("about", "expects"));
            }
            return YAML.writeValueAsString(sections);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected a recipe's text: " + e.getOriginalMessage(), e);
        }
    }

    private ObjectNode tree(String nameOrFile) {
        try (InputStream stream = open(nameOrFile)) {
            JsonNode node = YAML.readTree(stream);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw Failure.usage("recipe " + nameOrFile + ": expected sections " + SECTIONS + ", found " + node);
        } catch (JsonProcessingException e) {
            throw Failure.usage("recipe " + nameOrFile + ": not YAML: " + e.getOriginalMessage() + " (line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ")");
        } catch (IOException e) {
            throw Failure.usage("recipe " + nameOrFile + ": cannot be read: " + e.getMessage());
        }
    }

    private InputStream open(String nameOrFile) throws IOException {
        InputStream resource = shipped.getResourceAsStream(folder + "/" + nameOrFile + ".yaml");
        if (resource != null) {
            return resource;
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw Failure.usage("no recipe named " + nameOrFile
                    + " ships, and there is no such file; --list lists those" + " that do");
        }
        return Files.newInputStream(file);
    }

    private static ObjectNode merge(ObjectNode base, ObjectNode changes) {
        changes.properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                base.remove(entry.getKey());
            } else if (entry.getValue() instanceof ObjectNode inner
                    && base.get(entry.getKey()) instanceof ObjectNode old) {
                merge(old, inner);
            } else {
                base.set(entry.getKey(), entry.getValue());
            }
        });
        return base;
    }

    private static void override(ObjectNode tree, String override, List<String> problems) {
        int equals = override.indexOf('=');
        if (equals < 1) {
            problems.add("--set " + override + ": expected path=value, such as schedule.epochs=10");
            return;
        }
        try {
            JsonNode value = YAML.readTree(override.substring(equals + 1));
            ObjectNode changes = YAML.createObjectNode();
            ObjectNode inner = changes;
            String[] keys = override.substring(0, equals).split("\\.", -1);
            for (int i = 0; i < keys.length - 1; i++) {
                inner = inner.putObject(keys[i]);
            }
            inner.set(keys[keys.length - 1], value);
            merge(tree, changes);
        } catch (JsonProcessingException e) {
            problems.add("--set " + override + ": the value is not YAML: " + e.getOriginalMessage());
        }
    }

    private @Nullable Recipe bind(ObjectNode tree, List<String> problems) {
        RecordBinder binder = new RecordBinder(problems);
        tree.fieldNames().forEachRemaining(name -> binder.known(name, SECTIONS, ""));
        Recipe.About about = section(binder, Recipe.About.class, tree, "about", problems);
        Recipe.Model model = section(binder, Recipe.Model.class, tree, "model", problems);
        Recipe.Data data = section(binder, Recipe.Data.class, tree, "data", problems);
        Recipe.Schedule schedule = section(binder, Recipe.Schedule.class, tree, "schedule", problems);
        Recipe.Optimiser optimiser = section(binder, Recipe.Optimiser.class, tree, "optimiser", problems);
        Map<String, Record> used = freebies(binder, tree.path("freebies"), problems);
        Recipe.Expects expects = section(binder, Recipe.Expects.class, tree, "expects", problems);
        if (!problems.isEmpty()) {
            return null;
        }
        return new Recipe(
                Objects.requireNonNull(about),
                Objects.requireNonNull(model),
                Objects.requireNonNull(data),
                Objects.requireNonNull(schedule),
                Objects.requireNonNull(optimiser),
                used,
                Objects.requireNonNull(expects));
    }

    private static <R extends Record> @Nullable R section(
            RecordBinder binder, Class<R> type, ObjectNode tree, String name, List<String> problems) {
        JsonNode node = tree.get(name);
        if (node == null) {
            problems.add(name + ": missing");
            return null;
        }
        return binder.bind(type, node, name);
    }

    private Map<String, Record> freebies(RecordBinder binder, JsonNode node, List<String> problems) {
        Map<String, Record> used = new LinkedHashMap<>();
        if (node.isMissingNode()) {
            problems.add("freebies: missing; write 'freebies: {}' for none");
            return used;
        }
        List<String> keys = freebies.keySet().stream().sorted().toList();
        node.properties().forEach(entry -> {
            Class<? extends Record> type = freebies.get(entry.getKey());
            if (type == null) {
                binder.known(entry.getKey(), keys, "freebies");
                return;
            }
            Record record = binder.bind(type, entry.getValue(), "freebies." + entry.getKey());
            if (record != null) {
                used.put(entry.getKey(), record);
            }
        });
        return used;
    }
}
