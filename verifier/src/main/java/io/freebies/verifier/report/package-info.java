/** What stands behind a score, as data and as pictures. */
@NullMarked
package io.freebies.verifier.report;

import org.jspecify.annotations.NullMarked;
