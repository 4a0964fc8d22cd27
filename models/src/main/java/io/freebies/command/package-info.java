/** The commands that need nothing but the contract: those that make and inspect data sets. */
@NullMarked
package io.freebies.command;

import org.jspecify.annotations.NullMarked;
