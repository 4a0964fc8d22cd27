package io.freebies.run;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The numbers that a recipe may give for a record component; {@link RecordBinder} holds them to it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
    /** The least, inclusive. */
    double min() default 0;

    /** The most, inclusive. */
    double max() default Double.POSITIVE_INFINITY;
}
