/** How a model's input is made and its answers are read: from its own metadata, or from an adapter file beside it. */
@NullMarked
package io.freebies.verifier.adapter;

import org.jspecify.annotations.NullMarked;
