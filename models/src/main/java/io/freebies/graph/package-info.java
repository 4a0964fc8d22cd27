/** A network described once as data: operators, shapes, parameters, text form, fingerprint, cost, weights. */
@NullMarked
package io.freebies.graph;

import org.jspecify.annotations.NullMarked;
