package org.llmtutor.service.exercise;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code exercises} of the configuration: bounds on what a submission may bring and on what
 * is kept of it.
 *
 * @param maxCodeSize largest code in UTF-8, 1 B to 256 KiB; default 32 KiB
 * @param maxOutputs most outputs in a submission, 1 to 1,000; default 50
 * @param maxOutputDepth deepest nesting of one output, 1 to 100; default 16
 * @param maxOutputNodes most values within all outputs together, 1 to 100,000; default 10,000
 * @param submissionsKept most submissions kept per learner, exercise and status, 1 to 1,000;
 *     default 20
 */
public record ExerciseConfig(
    DataSize maxCodeSize,
    int maxOutputs,
    int maxOutputDepth,
    int maxOutputNodes,
    int submissionsKept) {

  private static final long MAX_CODE_BYTES = DataSize.kibibytes(256).toBytes();

  /**
   * Rejects values out of range.
   *
   * @throws IllegalArgumentException with the property, its value and what is allowed
   */
  public ExerciseConfig {
    requireWithin("maxCodeSize in bytes", maxCodeSize.toBytes(), MAX_CODE_BYTES);
    requireWithin("maxOutputs", maxOutputs, 1_000);
    requireWithin("maxOutputDepth", maxOutputDepth, 100);
    requireWithin("maxOutputNodes", maxOutputNodes, 100_000);
    requireWithin("submissionsKept", submissionsKept, 1_000);
  }

  /** The section as written; an absent property takes its default. */
  @JsonCreator
  public static ExerciseConfig of(
      @JsonProperty("maxCodeSize") @Nullable DataSize maxCodeSize,
      @JsonProperty("maxOutputs") @Nullable Integer maxOutputs,
      @JsonProperty("maxOutputDepth") @Nullable Integer maxOutputDepth,
      @JsonProperty("maxOutputNodes") @Nullable Integer maxOutputNodes,
      @JsonProperty("submissionsKept") @Nullable Integer submissionsKept) {
    return new ExerciseConfig(
        maxCodeSize == null ? DataSize.kibibytes(32) : maxCodeSize,
        maxOutputs == null ? 50 : maxOutputs,
        maxOutputDepth == null ? 16 : maxOutputDepth,
        maxOutputNodes == null ? 10_000 : maxOutputNodes,
        submissionsKept == null ? 20 : submissionsKept);
  }

  /** Everything at its default. */
  public static ExerciseConfig defaults() {
    return of(null, null, null, null, null);
  }

  private static void requireWithin(String property, long value, long most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "exercises." + property + ": " + value + " is out of range; use 1 to " + most);
    }
  }
}
