package org.llmtutor.service.telemetry;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets and personal data out of text that leaves the process: bearer tokens, keys that
 * start with {@code sk-}, tokens of this service, credentials in addresses, values named like a
 * secret, e-mail addresses. Text beyond {@value #MAX_LENGTH} characters is cut.
 */
public final class Scrubber {

  private static final int MAX_LENGTH = 16_384;

  /** What to look for and what to leave in its place. */
  private record Rule(Pattern pattern, String replacement) {}

  private static final List<Rule> RULES =
      List.of(
          rule("(?i)\\bbearer\\s+[^\\s\"',;]+", "Bearer [scrubbed]"),
          rule("\\bsk-[A-Za-z0-9_-]{6,}", "[scrubbed]"),
          rule("\\b(?:lrn|ops|ses)_[A-Za-z0-9_-]{16,}", "[scrubbed]"),
          rule("://[^/\\s:@]{1,200}:[^/\\s@]{1,200}@", "://[scrubbed]@"),
          rule(
              "(?i)([\"']?\\b\\w{0,40}(?:token|password|passwd|secret|api[_-]?key|authorization)"
                  + "[\"']?\\s{0,3}[:=]\\s{0,3})(?!Bearer \\[)[\"']?[^\\s\"',;&)}]+",
              "$1[scrubbed]"),
          rule("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,253}\\.[A-Za-z]{2,}", "[scrubbed]"));

  private Scrubber() {}

  /** {@code text} without secrets; null stays null. */
  public static @Nullable String scrubNullable(@Nullable String text) {
    return text == null ? null : scrub(text);
  }

  /** {@code text} without secrets. */
  public static String scrub(String text) {
    String clean = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
    for (Rule rule : RULES) {
      clean = rule.pattern.matcher(clean).replaceAll(rule.replacement);
    }
    return clean;
  }

  private static Rule rule(String pattern, String replacement) {
    return new Rule(Pattern.compile(pattern), replacement);
  }
}
