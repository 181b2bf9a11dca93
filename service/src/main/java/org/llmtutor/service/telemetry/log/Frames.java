package org.llmtutor.service.telemetry.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;
import java.util.List;

/** What log lines show of an exception's stack, whatever their format. */
final class Frames {

  /** So many causes are shown, the exception itself counted. */
  static final int MAX_CAUSES = 8;

  private static final int MAX_FRAMES = 40;

  private Frames() {}

  /** The first frames that are not those of the exception it is the cause of. */
  static List<String> own(IThrowableProxy thrown) {
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    int own = Math.max(0, frames.length - thrown.getCommonFrames());
    return Arrays.stream(frames)
        .limit(Math.min(own, MAX_FRAMES))
        .map(StackTraceElementProxy::getSTEAsString)
        .toList();
  }
}
