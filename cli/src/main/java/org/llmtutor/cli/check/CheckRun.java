package org.llmtutor.cli.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.llmtutor.rules.check.RuleChecker;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.Rule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.query.CheckSettings;

/** Reads and checks files one after the other and adds up what is found. Not thread-safe. */
final class CheckRun {

  private final RuleFileReader reader = new RuleFileReader();
  private final RuleChecker checker;
  private final List<Problem> problems = new ArrayList<>();
  private final List<RuleFile> checked = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final Map<String, SourceText> sources = new HashMap<>();
  private int files;
  private int groups;
  private int alerts;
  private int recordingRules;
  private int tests;

  /** {@code complaints} tell of paths that lead nowhere. */
  CheckRun(CheckSelection selection, CheckSettings settings, List<String> complaints) {
    this.checker = RuleChecker.only(selection::includes, settings);
    this.complaints.addAll(complaints);
  }

  /** Checks one file; one that cannot be read becomes a complaint. */
  void read(RuleFileFinder.Candidate candidate) {
    try (InputStream input = open(candidate)) {
      Optional<RuleFile> file = reader.read(candidate.name(), input, problems::add);
      files++;
      file.ifPresent(read -> check(read, candidate));
    } catch (IOException e) {
      complaints.add("'" + candidate.name() + "': cannot be read; check its permissions");
    }
  }

  /** Everything found so far. */
  CheckOutcome outcome() {
    checker.checkTogether(checked, problems::add);
    List<Problem> sorted = problems.stream().sorted().toList();
    CheckOutcome.Counts counts =
        new CheckOutcome.Counts(files, groups, alerts, recordingRules, tests);
    return new CheckOutcome(sorted, Map.copyOf(sources), counts, List.copyOf(complaints));
  }

  private void check(RuleFile file, RuleFileFinder.Candidate candidate) {
    if (file.kind() == RuleFile.Kind.UNIT_TESTS) {
      files--;
      tests++;
      if (candidate.named()) {
        complaints.add("'" + candidate.name() + "': holds unit tests of rules; name a rule file");
      }
      return;
    }
    sources.put(candidate.name(), file.source());
    checker.check(file, problems::add);
    checked.add(file);
    groups += (int) file.groups().count();
    file.rules().forEach(this::count);
  }

  private void count(Rule rule) {
    if (rule instanceof AlertingRule) {
      alerts++;
    } else {
      recordingRules++;
    }
  }

  private static InputStream open(RuleFileFinder.Candidate candidate) throws IOException {
    return candidate.isStandardInput() ? System.in : Files.newInputStream(candidate.path());
  }
}
