package io.freebies.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** The few pieces of HTML that the report is made of. */
final class Html {
    private Html() {}

    /** Text that cannot be taken for mark-up. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * A table whose first column names its rows.
     *
     * @param head one cell a column
     * @param rows cells of plain text
     */
    static String table(List<String> head, List<List<String>> rows) {
        return "<table><thead>" + row("th", "th", head) + "</thead><tbody>"
                + rows.stream().map(r -> row("th", "td", r)).collect(Collectors.joining())
                + "</tbody></table>\n";
    }

    private static String row(String first, String others, List<String> cells) {
        StringBuilder row = new StringBuilder("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            String tag = i == 0 ? first : others;
            row.append('<').append(tag).append('>').append(escape(cells.get(i)));
            row.append("</").append(tag).append('>');
        }
        return row.append("</tr>\n").toString();
    }
}
