package io.freebies.verifier.adapter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The literals in which Python writers leave lists and dictionaries in metadata: {@code {0: 'cat', 1: "dog's"}} and
 * {@code [640, 640]}.
 */
final class PythonLiteral {
    private final String text;
    private int at;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /** Keys and values of a dictionary, or places from 0 and values of a list; none if the text is neither. */
    static Optional<Map<Integer, String>> entries(String text) {
        PythonLiteral literal = new PythonLiteral(text.strip());
        try {
            return Optional.of(literal.entries());
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private Map<Integer, String> entries() {
        boolean dictionary = text.startsWith("{");
        char end = dictionary ? '}' : ']';
        expect(dictionary ? '{' : '[');
        Map<Integer, String> entries = new LinkedHashMap<>();
        while (peek() != end) {
            int key = entries.size();
            if (dictionary) {
                key = Integer.parseInt(atom());
                expect(':');
            }
            entries.put(key, atom());
            if (peek() != end) {
                expect(',');
            }
        }
        expect(end);
        if (at != text.length()) {
            throw new IllegalArgumentException(text);
        }
        return entries;
    }

    /** A quoted text, escapes resolved, or a number as it is written. */
    private String atom() {
        char quote = peek();
        StringBuilder atom = new StringBuilder();
        if (quote == '\'' || quote == '"') {
            for (at++; text.charAt(at) != quote; at++) {
                atom.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
            }
            at++;
        } else {
            while (at < text.length() && "+-.".indexOf(text.charAt(at)) + 1 + digit(text.charAt(at)) > 0) {
                atom.append(text.charAt(at++));
            }
        }
        return atom.toString();
    }

    private static int digit(char c) {
        return c >= '0' && c <= '9' ? 1 : 0;
    }

    private char escaped() {
        char next = text.charAt(++at);
        return switch (next) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '\\', '\'', '"' -> next;
            default -> throw new IllegalArgumentException("\\" + next);
        };
    }

    private char peek() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw new IllegalArgumentException(text);
        }
        at++;
    }
}
