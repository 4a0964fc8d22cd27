/** Whether an exported file answers as the trained network did. */
@NullMarked
package io.freebies.verifier.parity;

import org.jspecify.annotations.NullMarked;
