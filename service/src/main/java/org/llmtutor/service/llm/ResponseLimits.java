package org.llmtutor.service.llm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import org.jspecify.annotations.Nullable;

/**
 * How much a provider may send.
 *
 * @param maxResponseBytes of one reply's body, streamed or not
 * @param maxLineBytes of one line of a stream
 */
public record ResponseLimits(int maxResponseBytes, int maxLineBytes) {

  /** 1 MiB a reply, 256 KiB a line. */
  public static final ResponseLimits DEFAULT = new ResponseLimits(1024 * 1024, 256 * 1024);

  private static final int SMALLEST = 1024;
  private static final int LARGEST = 64 * 1024 * 1024;

  /** Rejects sizes outside 1 KiB to 64 MiB. */
  public ResponseLimits {
    requireSensible("maxResponseSize", maxResponseBytes);
    requireSensible("maxLineSize", maxLineBytes);
  }

  /** From the configuration; what is left out is as in {@link #DEFAULT}. */
  @JsonCreator
  public static ResponseLimits fromConfig(
      @JsonProperty("maxResponseSize") @Nullable DataSize maxResponseSize,
      @JsonProperty("maxLineSize") @Nullable DataSize maxLineSize) {
    return new ResponseLimits(
        bytes(maxResponseSize, DEFAULT.maxResponseBytes), bytes(maxLineSize, DEFAULT.maxLineBytes));
  }

  private static int bytes(@Nullable DataSize size, int otherwise) {
    return size == null ? otherwise : (int) Math.min(Integer.MAX_VALUE, size.toBytes());
  }

  private static void requireSensible(String name, int bytes) {
    if (bytes < SMALLEST || bytes > LARGEST) {
      throw new IllegalArgumentException(
          "limits." + name + ": " + bytes + " bytes is out of range; use 1KiB to 64MiB");
    }
  }
}
