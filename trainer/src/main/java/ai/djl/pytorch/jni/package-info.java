/** What the engine has but shows to its own package only. */
@org.jspecify.annotations.NullMarked
package ai.djl.pytorch.jni;
