/** What the stages share on disk and on the command line: run directory, recipe, verdicts, command base. */
@NullMarked
package io.freebies.run;

import org.jspecify.annotations.NullMarked;
