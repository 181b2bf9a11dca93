package org.llmtutor.cli.check;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.llmtutor.cli.backtest.ServerReport;
import org.llmtutor.rules.check.RuleChecker;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.Rule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.metrics.MetricsSnapshot;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.query.CheckSettings;

/** Reads and checks files one after the other and adds up what is found. Not thread-safe. */
final class CheckRun {

  private final RuleFileReader reader = new RuleFileReader();
  private final CheckSelection selection;
  private final CheckSettings settings;
  private final Evidence.Source source;
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
  CheckRun(
      CheckSelection selection,
      CheckSettings settings,
      Evidence.Source source,
      List<String> complaints) {
    this.selection = selection;
    this.settings = settings;
    this.source = source;
    this.complaints.addAll(complaints);
  }

  /** Checks one file; one that cannot be read becomes a complaint. */
  void read(FileFinder.Candidate candidate) {
    try (InputStream input = candidate.open()) {
      Optional<RuleFile> file = reader.read(candidate.name(), input, problems::add);
      files++;
      file.ifPresent(read -> check(read, candidate));
    } catch (IOException e) {
      complaints.add(candidate.unreadable());
    }
  }

  /** Checks what was read and gives all that was found; to be called once. */
  CheckOutcome outcome() {
    List<String> recorded =
        checked.stream()
            .flatMap(RuleFile::rules)
            .filter(rule -> !(rule instanceof AlertingRule))
            .map(rule -> rule.name().value())
            .toList();
    Evidence evidence = source.gather(checked);
    MetricsSnapshot metrics = evidence.metrics();
    MetricsSnapshot known = metrics == null ? null : metrics.withRecorded(recorded);
    ServerReport server = evidence.server();
    RuleChecker checker =
        RuleChecker.only(
            selection::includes, settings, known, server == null ? null : server.history());
    checked.forEach(file -> checker.check(file, problems::add));
    checker.checkTogether(checked, problems::add);
    List<AlertFacts> facts =
        known == null || server != null ? List.of() : AlertFacts.of(checked, known);
    List<Problem> sorted = problems.stream().sorted().toList();
    return new CheckOutcome(
        sorted, Map.copyOf(sources), tallies(), List.copyOf(complaints), facts, server);
  }

  private List<CheckOutcome.Tally> tallies() {
    return List.of(
        new CheckOutcome.Tally("files", "file", files),
        new CheckOutcome.Tally("groups", "group", groups),
        new CheckOutcome.Tally("alerts", "alert", alerts),
        new CheckOutcome.Tally("recording_rules", "recording rule", recordingRules),
        new CheckOutcome.Tally("unit_test_files", "unit-test file", tests));
  }

  private void check(RuleFile file, FileFinder.Candidate candidate) {
    if (file.kind() == RuleFile.Kind.UNIT_TESTS) {
      files--;
      tests++;
      if (candidate.named()) {
        complaints.add("'" + candidate.name() + "': holds unit tests of rules; name a rule file");
      }
      return;
    }
    sources.put(candidate.name(), file.source());
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
}
