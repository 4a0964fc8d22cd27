package io.freebies.graph;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The canonical text of a graph: one line per declaration or node, read top to bottom. {@link #parse} gives back an
 * equal graph, so golden files of it hold every network still while the code around it changes.
 */
public final class GraphText {
    private GraphText() {}

    /** Prints a graph. */
    public static String print(Graph graph) {
        StringBuilder text = new StringBuilder("graph ").append(graph.name()).append('\n');
        graph.inputs().forEach(v -> text.append("input ").append(v).append('\n'));
        graph.params()
                .forEach(p -> text.append("param ")
                        .append(p.value())
                        .append(' ')
                        .append(p.role())
                        .append(' ')
                        .append(attributes(p.initialiser()))
                        .append('\n'));
        graph.constants()
                .forEach(c -> text.append("constant ")
                        .append(c.value())
                        .append(" = ")
                        .append(numbers(c.tensor()))
                        .append('\n'));
        graph.nodes()
                .forEach(n -> text.append("node ")
                        .append(n.name())
                        .append(" = ")
                        .append(attributes(n.op()))
                        .append(" of ")
                        .append(names(n.inputs()))
                        .append(" -> ")
                        .append(n.outputs().stream().map(Value::toString).collect(Collectors.joining("; ")))
                        .append('\n'));
        return text.append("output ")
                .append(names(graph.outputs()))
                .append('\n')
                .toString();
    }

    /**
     * Reads a printed graph, inferring every shape anew.
     *
     * @throws IllegalArgumentException naming the line that is not as {@link #print} writes it
     */
    public static Graph parse(String text) {
        Parser parser = new Parser();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            try {
                parser.line(line);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("line " + number + " (" + line + "): " + e.getMessage(), e);
            }
        }
        return parser.builder.build();
    }

    /** A record's type and components, such as {@code LeakyRelu(alpha=0.1)}. */
    static String attributes(Record record) {
        StringBuilder text = new StringBuilder(record.getClass().getSimpleName()).append('(');
        String separator = "";
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                text.append(separator)
                        .append(component.getName())
                        .append('=')
                        .append(component.getAccessor().invoke(record));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
            separator = ", ";
        }
        return text.append(')').toString();
    }

    private static String attributes(Op op) {
        return attributes((Record) op);
    }

    private static String attributes(Initialiser initialiser) {
        return attributes((Record) initialiser);
    }

    private static String names(List<Value> values) {
        return values.stream().map(Value::name).collect(Collectors.joining(", "));
    }

    private static String numbers(Tensor tensor) {
        StringBuilder text = new StringBuilder();
        for (float number : tensor.data()) {
            text.append(text.length() == 0 ? "" : " ").append(number);
        }
        return text.toString();
    }

    private static final class Parser {
        private static final Map<String, Class<?>> OPS = bySimpleName(Op.class);
        private static final Map<String, Class<?>> INITIALISERS = bySimpleName(Initialiser.class);
        private final Map<String, Value> values = new HashMap<>();
        private GraphBuilder builder = new GraphBuilder("");

        private static Map<String, Class<?>> bySimpleName(Class<?> sealed) {
            Map<String, Class<?>> byName = new HashMap<>();
            for (Class<?> type : sealed.getPermittedSubclasses()) {
                byName.put(type.getSimpleName(), type);
            }
            return byName;
        }

        void line(String line) {
            int space = line.indexOf(' ');
            String rest = line.substring(space + 1);
            switch (line.substring(0, space)) {
                case "graph" -> builder = new GraphBuilder(rest);
                case "input" -> input(rest);
                case "param" -> param(rest);
                case "constant" -> constant(rest);
                case "node" -> node(rest);
                case "output" -> list(rest).forEach(builder::output);
                default -> throw new IllegalArgumentException("expected graph, input, param, constant, node or output");
            }
        }

        private void input(String text) {
            Value v = value(text);
            keep(builder.input(v.name(), v.dtype(), v.shape()));
        }

        private void param(String text) {
            int end = text.indexOf(']') + 1;
            Value v = value(text.substring(0, end));
            String[] roleAndInitialiser = text.substring(end + 1).split(" ", 2);
            ParamSpec.Role role = ParamSpec.Role.valueOf(roleAndInitialiser[0]);
            Initialiser initialiser = (Initialiser) record(INITIALISERS, roleAndInitialiser[1]);
            keep(builder.param(v.name(), v.shape(), role, initialiser));
        }

        private void constant(String text) {
            int equals = text.indexOf(" = ");
            Value v = value(text.substring(0, equals));
            String[] numbers = text.substring(equals + 3).split(" ", -1);
            float[] data = new float[numbers.length];
            for (int i = 0; i < data.length; i++) {
                data[i] = Float.parseFloat(numbers[i]);
            }
            keep(builder.constant(v.name(), v.dtype(), new Tensor(v.shape(), data)));
        }

        private void node(String text) {
            int equals = text.indexOf(" = ");
            int of = text.indexOf(" of ");
            int arrow = text.indexOf(" -> ");
            Op op = (Op) record(OPS, text.substring(equals + 3, of));
            List<Value> printed = new ArrayList<>();
            for (String output : text.substring(arrow + 4).split("; ", -1)) {
                printed.add(value(output));
            }
            List<String> names = printed.stream().map(Value::name).toList();
            List<Value> made = builder.nodes(text.substring(0, equals), op, list(text.substring(of + 4, arrow)), names);
            if (!made.equals(printed)) {
                throw new IllegalArgumentException("expected outputs " + made);
            }
            made.forEach(this::keep);
        }

        private void keep(Value value) {
            values.put(value.name(), value);
        }

        private List<Value> list(String text) {
            List<Value> result = new ArrayList<>();
            for (String name : text.split(", ", -1)) {
                Value value = values.get(name);
                if (value == null) {
                    throw new IllegalArgumentException("nothing before this line is named " + name);
                }
                result.add(value);
            }
            return result;
        }

        private static Value value(String text) {
            int colon = text.indexOf(": ");
            int bracket = text.indexOf('[');
            DType dtype = DType.valueOf(text.substring(colon + 2, bracket - 1).toUpperCase(Locale.ROOT));
            return new Value(text.substring(0, colon), dtype, Shape.parse(text.substring(bracket)));
        }

        private static Object record(Map<String, Class<?>> types, String text) {
            int open = text.indexOf('(');
            Class<?> type = types.get(text.substring(0, open));
            if (type == null) {
                throw new IllegalArgumentException("expected one of " + types.keySet());
            }
            RecordComponent[] components = type.getRecordComponents();
            Map<String, String> attributes = split(text.substring(open + 1, text.length() - 1));
            Class<?>[] parameterTypes = new Class<?>[components.length];
            Object[] arguments = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                parameterTypes[i] = components[i].getType();
                String attribute = attributes.get(components[i].getName());
                if (attribute == null) {
                    throw new IllegalArgumentException("expected attribute " + components[i].getName());
                }
                arguments[i] = attribute(components[i].getGenericType(), attribute);
            }
            try {
                return type.getDeclaredConstructor(parameterTypes).newInstance(arguments);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Map<String, String> split(String text) {
            Map<String, String> attributes = new LinkedHashMap<>();
            for (String part : text.isEmpty() ? new String[0] : text.split(", (?=\\w+=)", -1)) {
                int equals = part.indexOf('=');
                attributes.put(part.substring(0, equals), part.substring(equals + 1));
            }
            return attributes;
        }

        private static Object attribute(Type type, String text) {
            if (type == long.class || type == Long.class) {
                return Long.parseLong(text);
            }
            if (type == double.class || type == Double.class) {
                return Double.parseDouble(text);
            }
            if (type == DType.class) {
                return DType.valueOf(text);
            }
            Type element = ((ParameterizedType) type).getActualTypeArguments()[0];
            List<Object> list = new ArrayList<>();
            for (String item : text.substring(1, text.length() - 1).split(", ", -1)) {
                list.add(attribute(element, item));
            }
            return list;
        }
    }
}
