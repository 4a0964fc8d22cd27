/** The paper's tables and the study of lengths: many trainings, each made once, and what they say together. */
@NullMarked
package io.freebies.bench.ablate;

import org.jspecify.annotations.NullMarked;
