package io.freebies.verifier.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PythonLiteralTest {
    @Test
    void dictionariesAndListsAreRead() {
        assertThat(PythonLiteral.entries("{0: 'person', 1: \"dog's\", 2: 'a\\'b\\\\c\\n'}"))
                .hasValue(Map.of(0, "person", 1, "dog's", 2, "a'b\\c\n"));
        assertThat(PythonLiteral.entries(" [ 640 , 480 ] ")).hasValue(Map.of(0, "640", 1, "480"));
        assertThat(PythonLiteral.entries("['cat', 'dog']")).hasValue(Map.of(0, "cat", 1, "dog"));
        assertThat(PythonLiteral.entries("{}")).hasValue(Map.of());
    }

    @Test
    void everythingElseIsNone() {
        for (String text :
                List.of("", "{", "{0", "{0:", "{0: 'a", "{0: 'a'", "{'a': 0}", "[1] 2", "cat", "{0: '\\x'}")) {
            assertThat(PythonLiteral.entries(text)).as(text).isEmpty();
        }
    }
}
