package io.freebies.bench.gate;

import io.freebies.bench.gate.GateResult.PairResult;
import io.freebies.bench.gate.Part.Line;
import io.freebies.bench.gate.Part.Line.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The result as JUnit's XML, which every CI service reads: a suite for each pair, a case for each check. */
record JunitReport(GateResult result) {
    void writeTo(OutputStream out) throws IOException {
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newInstance().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", "freebies gate");
            counts(
                    xml,
                    result.pairs().stream()
                            .flatMap(pair -> pair.lines().stream())
                            .toList());
            for (PairResult pair : result.pairs()) {
                xml.writeStartElement("testsuite");
                xml.writeAttribute("name", pair.pair().name());
                counts(xml, pair.lines());
                for (Line line : pair.lines()) {
                    testCase(xml, pair.pair().name(), line);
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static void counts(XMLStreamWriter xml, List<Line> lines) throws XMLStreamException {
        xml.writeAttribute("tests", String.valueOf(lines.size()));
        xml.writeAttribute("failures", count(lines, Kind.FAILURE));
        xml.writeAttribute("errors", count(lines, Kind.ERROR));
        xml.writeAttribute("skipped", count(lines, Kind.SKIPPED));
        xml.writeAttribute(
                "time", seconds(lines.stream().mapToDouble(Line::seconds).sum()));
    }

    private static String count(List<Line> lines, Kind kind) {
        return String.valueOf(lines.stream().filter(line -> line.kind() == kind).count());
    }

    private static void testCase(XMLStreamWriter xml, String pair, Line line) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", pair);
        xml.writeAttribute("name", line.name());
        xml.writeAttribute("time", seconds(line.seconds()));
        String detail = legal(line.detail());
        switch (line.kind()) {
            case SUCCESS -> {
                xml.writeStartElement("system-out");
                xml.writeCharacters(detail);
            }
            case SKIPPED -> {
                xml.writeStartElement("skipped");
                xml.writeAttribute("message", detail);
            }
            case FAILURE, ERROR -> {
                xml.writeStartElement(line.kind().name().toLowerCase(Locale.ROOT));
                xml.writeAttribute("message", detail);
                xml.writeAttribute("type", line.status());
                xml.writeCharacters(detail);
            }
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    /** XML has no way to write control characters, which names in a damaged model may have. */
    private static String legal(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "?");
    }
}
