package io.freebies.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.freebies.failure.DidYouMean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns a tree of keys and values into records, strictly: unknown, missing, mistyped and out-of-range keys are
 * problems, collected with their path so that a file can be mended in one go. Keys are components in snake case; only
 * {@link Optional} components may be absent.
 */
final class RecordBinder {
    private final List<String> problems;

    /** Adds what it finds to {@code problems}. */
    RecordBinder(List<String> problems) {
        this.problems = problems;
    }

    /** A record from an object, or null after adding at least one problem. */
    <R extends Record> @Nullable R bind(Class<R> type, JsonNode node, String path) {
        if (!node.isObject()) {
            problems.add(path + ": expected keys and values, found " + node);
            return null;
        }
        int before = problems.size();
        RecordComponent[] components = type.getRecordComponents();
        List<String> keys = Arrays.stream(components).map(c -> key(c.getName())).toList();
        node.fieldNames().forEachRemaining(name -> known(name, keys, path));
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = component(components[i], node, join(path, keys.get(i)));
        }
        return problems.size() == before ? create(type, components, arguments, path) : null;
    }

    /** Adds a problem, with the nearest key, if {@code name} is not among {@code keys}. */
    void known(String name, List<String> keys, String path) {
        if (!keys.contains(name)) {
            problems.add(join(path, name) + ": unknown key" + suggestion(name, keys));
        }
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String suggestion(String name, List<String> keys) {
        String hint = DidYouMean.hint(name, keys);
        return hint.isEmpty() ? "; expected one of " + String.join(", ", keys) : hint;
    }

    private @Nullable Object component(RecordComponent component, JsonNode node, String path) {
        JsonNode value = node.get(path.substring(path.lastIndexOf('.') + 1));
        boolean optional = component.getType() == Optional.class;
        if (value == null || value.isNull()) {
            if (!optional) {
                problems.add(path + ": missing");
            }
            return optional ? Optional.empty() : null;
        }
        Object bound = optional
                ? value(argument(component.getGenericType()), value, path)
                : value(component.getGenericType(), value, path);
        checkRange(component.getAnnotation(Range.class), bound, path);
        return optional ? Optional.ofNullable(bound) : bound;
    }

    private void checkRange(@Nullable Range range, @Nullable Object bound, String path) {
        if (range != null && bound instanceof List<?> list) {
            list.forEach(item -> checkRange(range, item, path));
        } else if (range != null && bound instanceof Number number) {
            double found = number.doubleValue();
            if (!(found >= range.min() && found <= range.max())) {
                problems.add(path + ": expected " + range.min() + " to " + range.max() + ", found " + number);
            }
        }
    }

    private static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    private @Nullable Object value(Type type, JsonNode node, String path) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list(argument(type), node, path);
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isRecord()) {
            return bind(raw.asSubclass(Record.class), node, path);
        }
        if (raw == String.class && node.isTextual()) {
            return node.asText();
        }
        if ((raw == int.class || raw == Integer.class) && node.isIntegralNumber() && node.canConvertToInt()) {
            return node.asInt();
        }
        if ((raw == double.class || raw == Double.class) && node.isNumber()) {
            return node.asDouble();
        }
        if (raw.isEnum() && node.isTextual()) {
            return constant(raw, node.asText(), path);
        }
        problems.add(path + ": expected " + raw.getSimpleName().toLowerCase(Locale.ROOT) + ", found " + node);
        return null;
    }

    private @Nullable Object list(Type element, JsonNode node, String path) {
        if (!node.isArray()) {
            problems.add(path + ": expected a list, found " + node);
            return null;
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            Object item = value(element, node.get(i), path + "[" + i + "]");
            if (item != null) {
                list.add(item);
            }
        }
        return list;
    }

    private @Nullable Object constant(Class<?> type, String text, String path) {
        for (Object constant : Objects.requireNonNull(type.getEnumConstants())) {
            if (constant.toString().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        String expected = Arrays.stream(type.getEnumConstants())
                .map(c -> c.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        problems.add(path + ": expected one of " + expected + ", found " + text);
        return null;
    }

    private <R extends Record> @Nullable R create(
            Class<R> type, RecordComponent[] components, Object[] arguments, String path) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            problems.add(path + ": " + e.getTargetException().getMessage());
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The inverse: a record as keys and values in order of its components, absent optionals left out. */
    static void write(Record record, Map<String, Object> into) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                Object value = plain(component.getAccessor().invoke(record));
                if (value != null) {
                    into.put(key(component.getName()), value);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(RecordBinder::plain).orElse(null);
        }
        if (value instanceof Record record) {
            Map<String, Object> map = new LinkedHashMap<>();
            write(record, map);
            return map;
        }
        if (value instanceof Map<?, ?> records) {
            Map<String, Object> map = new LinkedHashMap<>();
            records.forEach((key, record) -> map.put(String.valueOf(key), Objects.requireNonNull(plain(record))));
            return map;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(RecordBinder::plain).toList();
        }
        return value instanceof Enum<?> constant ? constant.toString().toLowerCase(Locale.ROOT) : value;
    }

    private static String key(String component) {
        return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
