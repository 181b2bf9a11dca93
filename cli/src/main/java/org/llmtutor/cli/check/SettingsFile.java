package org.llmtutor.cli.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.rules.check.RuleChecker;
import org.llmtutor.rules.check.SettingsReader;
import org.llmtutor.rules.dashboard.DashboardChecker;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.query.CheckSettings;

/** The file in which a project says what it asks of its rules. */
final class SettingsFile {

  private static final Path DEFAULT = Path.of(".monitorctl.yml");

  private SettingsFile() {}

  /**
   * The settings of {@code named}, or of {@code .monitorctl.yml}, or the usual ones.
   *
   * @throws CliException when the file is not there or wrong
   */
  static CheckSettings read(@Nullable Path named) {
    if (named == null && !Files.exists(DEFAULT)) {
      return CheckSettings.DEFAULTS;
    }
    Path file = named == null ? DEFAULT : named;
    List<Problem> problems = new ArrayList<>();
    CheckSettings settings;
    try {
      SourceText source = new SourceText(file.toString(), Files.readString(file));
      settings = SettingsReader.read(source, SettingsFile::checks, problems::add);
    } catch (IOException e) {
      throw CliException.usage("'" + file + "': cannot be read; check the path");
    }
    if (!problems.isEmpty()) {
      throw CliException.usage(problems.get(0).line());
    }
    return settings;
  }

  /** Everything that can be disabled, of rules and of dashboards. */
  private static List<CheckInfo> checks() {
    List<CheckInfo> checks = new ArrayList<>(RuleChecker.catalogue());
    checks.addAll(DashboardChecker.own());
    return checks;
  }
}
