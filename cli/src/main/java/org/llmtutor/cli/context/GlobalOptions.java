package org.llmtutor.cli.context;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command takes, before or after its name. */
public final class GlobalOptions {

  @Option(
      names = "--context",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Use this context of the context file.")
  @Nullable String context;

  @Option(
      names = "--url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "The tutor service (default: http://127.0.0.1:8080).")
  @Nullable String url;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      scope = ScopeType.INHERIT,
      description = "Longest wait for a reply (default: 10s).")
  @Nullable String timeout;

  @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "Print without colours.")
  boolean noColor;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;
}
