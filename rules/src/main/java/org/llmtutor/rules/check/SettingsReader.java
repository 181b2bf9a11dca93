package org.llmtutor.rules.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.DidYouMean;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.query.CheckSettings;
import org.llmtutor.rules.yaml.YamlEntry;
import org.llmtutor.rules.yaml.YamlLimits;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlNode;
import org.llmtutor.rules.yaml.YamlReader;
import org.llmtutor.rules.yaml.YamlScalar;
import org.llmtutor.rules.yaml.YamlSequence;

/**
 * Reads what a project asks of its rules:
 *
 * <pre>{@code
 * scrape_interval: 15s
 * keep_labels: [job]
 * required_labels: [severity, team]
 * required_annotations: [summary, dashboard]
 * flaps_per_hour: 3
 * disable: [alert/for]
 * }</pre>
 */
public final class SettingsReader {

  private static final CheckInfo FORMAT =
      new CheckInfo("settings/format", Severity.ERROR, "Settings can be read.");
  private static final List<String> FIELDS =
      List.of(
          "scrape_interval",
          "keep_labels",
          "required_labels",
          "required_annotations",
          "flaps_per_hour",
          "disable");

  private SettingsReader() {}

  /**
   * The settings in {@code source}; what is wrong with them goes to {@code sink}.
   *
   * @param checks all checks that can be disabled
   */
  public static CheckSettings read(
      SourceText source, Supplier<List<CheckInfo>> checks, Consumer<? super Problem> sink) {
    Reporter reporter = new Reporter(FORMAT, source.name(), sink);
    CheckSettings settings = CheckSettings.DEFAULTS;
    for (YamlNode document : new YamlReader(YamlLimits.DEFAULT).read(source, sink)) {
      if (document instanceof YamlMapping mapping) {
        settings = settings(mapping, checks, reporter);
      } else if (!(document instanceof YamlScalar nothing && nothing.isNull())) {
        reporter.report(
            document.span(), document.kind() + " where settings are expected", "write key: value");
      }
    }
    return settings;
  }

  private static CheckSettings settings(
      YamlMapping mapping, Supplier<List<CheckInfo>> checks, Reporter reporter) {
    for (YamlEntry entry : mapping.entries()) {
      String key = entry.key().value();
      if (!FIELDS.contains(key)) {
        reporter.report(
            entry.key().span(),
            Quoted.of(key) + ": no such setting",
            DidYouMean.remedy(key, FIELDS, "settings are " + String.join(", ", FIELDS)));
      }
    }
    List<String> disable = list(mapping, "disable", reporter);
    known(mapping, checks, reporter);
    return new CheckSettings(
        interval(mapping, reporter),
        list(mapping, "keep_labels", reporter),
        list(mapping, "required_labels", reporter),
        list(mapping, "required_annotations", reporter),
        flaps(mapping, reporter),
        disable);
  }

  private static void known(
      YamlMapping mapping, Supplier<List<CheckInfo>> checks, Reporter reporter) {
    if (mapping.get("disable").orElse(null) instanceof YamlSequence list) {
      Set<String> known = new TreeSet<>();
      for (CheckInfo check : checks.get()) {
        known.add(check.id());
        known.add(check.id().substring(0, check.id().indexOf('/')));
      }
      for (YamlNode item : list.items()) {
        if (item instanceof YamlScalar id && !known.contains(id.value())) {
          reporter.report(
              id.span(),
              Quoted.of(id.value()) + ": no such check",
              DidYouMean.remedy(id.value(), known, "check-alerts --list shows them"));
        }
      }
    }
  }

  private static Duration interval(YamlMapping mapping, Reporter reporter) {
    YamlNode node = mapping.get("scrape_interval").orElse(null);
    if (node == null) {
      return CheckSettings.DEFAULTS.scrapeInterval();
    }
    try {
      Duration interval =
          node instanceof YamlScalar text
              ? PromDuration.parse(text.value()).toDuration()
              : Duration.ZERO;
      if (!interval.isZero()) {
        return interval;
      }
      reporter.report(node.span(), "scrape_interval: not a length of time", "write 15s");
    } catch (PromqlException e) {
      reporter.report(node.span(), Quoted.plain(e.problem()), e.remedy());
    }
    return CheckSettings.DEFAULTS.scrapeInterval();
  }

  private static int flaps(YamlMapping mapping, Reporter reporter) {
    YamlNode node = mapping.get("flaps_per_hour").orElse(null);
    if (node instanceof YamlScalar text && text.value().matches("[0-9]{1,6}")) {
      return Integer.parseInt(text.value());
    } else if (node != null) {
      reporter.report(node.span(), "flaps_per_hour: not a whole number", "write 3");
    }
    return CheckSettings.DEFAULTS.flapsPerHour();
  }

  private static List<String> list(YamlMapping mapping, String key, Reporter reporter) {
    List<String> texts = new ArrayList<>();
    YamlNode node = mapping.get(key).orElse(null);
    if (node instanceof YamlSequence list) {
      for (YamlNode item : list.items()) {
        if (item instanceof YamlScalar text) {
          texts.add(text.value());
        } else {
          reporter.report(item.span(), item.kind() + " where a text is expected", "write one");
        }
      }
    } else if (node != null && !(node instanceof YamlScalar nothing && nothing.isNull())) {
      reporter.report(node.span(), key + ": not a list", "write [a, b]");
    }
    return texts;
  }
}
