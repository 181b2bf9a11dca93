package org.llmtutor.cli.check;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.dashboard.Dashboard;
import org.llmtutor.rules.dashboard.DashboardChecker;
import org.llmtutor.rules.dashboard.DashboardReader;
import org.llmtutor.rules.file.RecordingRule;
import org.llmtutor.rules.file.Rule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.metrics.MetricsSnapshot;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.yaml.YamlLimits;
import org.llmtutor.rules.yaml.YamlReader;

/** Reads and checks dashboards and adds up what is found. Not thread-safe. */
final class DashboardRun {

  private final CheckSelection selection;
  private final YamlReader reader = new YamlReader(YamlLimits.DEFAULT);
  private final List<Problem> problems = new ArrayList<>();
  private final List<Dashboard> dashboards = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final Map<String, SourceText> sources = new HashMap<>();
  private @Nullable MetricsSnapshot metrics;
  private int files;

  /** {@code complaints} tell of paths that lead nowhere. */
  DashboardRun(CheckSelection selection, List<String> complaints) {
    this.selection = selection;
    this.complaints.addAll(complaints);
  }

  /** Checks against {@code page} and what the rules in {@code rules} record. */
  void against(MetricsSnapshot page, FileFinder.Found rules) {
    complaints.addAll(rules.complaints());
    List<String> recorded = new ArrayList<>();
    for (FileFinder.Candidate candidate : rules.files()) {
      try (InputStream input = candidate.open()) {
        new RuleFileReader()
            .read(candidate.name(), input, problem -> {}).stream()
                .flatMap(RuleFile::rules)
                .filter(RecordingRule.class::isInstance)
                .map(Rule::name)
                .forEach(name -> recorded.add(name.value()));
      } catch (IOException e) {
        complaints.add(candidate.unreadable());
      }
    }
    metrics = page.withRecorded(recorded);
  }

  /** Reads one file; one that cannot be read becomes a complaint. */
  void read(FileFinder.Candidate candidate) {
    try (InputStream input = candidate.open()) {
      files++;
      reader.decode(candidate.name(), input, problems::add).ifPresent(this::dashboard);
    } catch (IOException e) {
      complaints.add(candidate.unreadable());
    }
  }

  private void dashboard(SourceText source) {
    sources.put(source.name(), source);
    DashboardReader.read(source, problems::add).ifPresent(dashboards::add);
  }

  /** Checks what was read and gives all that was found; to be called once. */
  CheckOutcome outcome() {
    DashboardChecker.only(selection::includes, metrics).check(dashboards, problems::add);
    int panels = dashboards.stream().mapToInt(one -> one.panels().size()).sum();
    int queries = dashboards.stream().mapToInt(one -> one.queries().size()).sum();
    return new CheckOutcome(
        problems.stream().sorted().distinct().toList(),
        Map.copyOf(sources),
        List.of(
            new CheckOutcome.Tally("files", "file", files),
            new CheckOutcome.Tally("panels", "panel", panels),
            new CheckOutcome.Tally("queries", "PromQL query", queries)),
        List.copyOf(complaints),
        List.of(),
        null);
  }
}
