/** The elephant in the room: whether something alien in a picture changes what a model sees elsewhere in it. */
@NullMarked
package io.freebies.verifier.elephant;

import org.jspecify.annotations.NullMarked;
