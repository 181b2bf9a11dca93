package org.llmtutor.rules.yaml;

import java.util.List;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Severity;

/** What the reader itself finds, before there is a tree to check. */
public final class YamlChecks {

  /** Not YAML, or not UTF-8. */
  public static final CheckInfo PARSE =
      new CheckInfo("yaml/parse", Severity.ERROR, "The file is well-formed YAML in UTF-8.");

  /** A key that stands twice in one mapping. */
  public static final CheckInfo DUPLICATE_KEY =
      new CheckInfo("yaml/duplicate-key", Severity.ERROR, "No key stands twice in one mapping.");

  /** An explicit {@code !tag}. */
  public static final CheckInfo TAG =
      new CheckInfo("yaml/tag", Severity.ERROR, "Values carry no explicit type tags.");

  /** Too large, too deep or too many aliases. */
  public static final CheckInfo LIMIT =
      new CheckInfo(
          "yaml/limit", Severity.ERROR, "Size, depth and number of aliases are within bounds.");

  private YamlChecks() {}

  /** All of them. */
  public static List<CheckInfo> all() {
    return List.of(PARSE, DUPLICATE_KEY, TAG, LIMIT);
  }
}
