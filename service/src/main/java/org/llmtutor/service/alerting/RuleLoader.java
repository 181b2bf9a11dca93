package org.llmtutor.service.alerting;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.rules.alerting.GroupRun;
import org.llmtutor.rules.alerting.RuleFailure;
import org.llmtutor.rules.alerting.Surroundings;
import org.llmtutor.rules.check.RuleChecker;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.query.CheckSettings;

/** Turns the bytes of a rule file into groups to evaluate. Immutable. */
final class RuleLoader {

  private final RuleFileReader reader = new RuleFileReader();
  private final RuleChecker checker =
      RuleChecker.only(RuleLoader::stopsLoading, CheckSettings.DEFAULTS);
  private final Surroundings surroundings;

  RuleLoader(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** A file that Prometheus would not load either. */
  static final class Broken extends Exception {

    private static final long serialVersionUID = 1L;

    Broken(String problem) {
      super(problem, null, false, false);
    }
  }

  /**
   * The groups of the file, none for unit tests of rules.
   *
   * @throws Broken naming the first problem with its place
   */
  List<GroupRun> load(String name, byte[] content) throws Broken {
    List<Problem> problems = new ArrayList<>();
    RuleFile file = read(name, content, problems);
    checker.check(file, problems::add);
    List<Problem> errors =
        problems.stream().filter(p -> p.severity() == Severity.ERROR).sorted().toList();
    if (!errors.isEmpty()) {
      throw new Broken(text(errors));
    }
    try {
      return file.groups().map(group -> GroupRun.of(group, surroundings)).toList();
    } catch (RuleFailure e) {
      throw new Broken(name + ": " + e.rule() + ": " + e.getMessage());
    } catch (PromqlException e) {
      throw new Broken(name + ": " + e.problem());
    }
  }

  private RuleFile read(String name, byte[] content, List<Problem> problems) throws Broken {
    try {
      Optional<RuleFile> file = reader.read(name, new ByteArrayInputStream(content), problems::add);
      if (file.isEmpty()) {
        throw new Broken(problems.isEmpty() ? name + ": not a text" : text(problems));
      }
      return file.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(List<Problem> problems) {
    String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
    return problems.get(0).line() + more;
  }

  /** Checks of form; what the others find is for {@code monitorctl check-alerts}. */
  private static boolean stopsLoading(String id) {
    return id.startsWith("file/")
        || id.startsWith("group/")
        || id.startsWith("rule/")
        || id.equals("promql/syntax");
  }
}
