package org.llmtutor.rules.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.promql.model.Value;
import org.llmtutor.promql.series.InMemoryQueryable;
import org.llmtutor.promql.series.InMemoryQueryableBuilder;
import org.llmtutor.promql.types.LanguageProfile;
import org.llmtutor.rules.alerting.RuleQueries;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleGroup;
import org.llmtutor.rules.history.Backtest;
import org.llmtutor.rules.history.ServerHistory;

/**
 * The server that a page describes under "Server": a line {@code retention 15d}, and series in the
 * notation of unit tests, a value every minute.
 */
final class PageServer {

  private static final Duration STEP = Duration.ofMinutes(1);

  private final ServerHistory.Builder history = new ServerHistory.Builder();
  private final InMemoryQueryableBuilder samples = InMemoryQueryable.builder();
  private Instant end = Instant.EPOCH;

  private PageServer() {}

  /** What the server tells of the rules in {@code file}; null when the page has no server. */
  static @Nullable ServerHistory of(String page, RuleFile file) {
    int section = page.indexOf("## Server\n");
    if (section < 0) {
      return null;
    }
    int start = page.indexOf("```text\n", section) + 8;
    PageServer server = new PageServer();
    page.substring(start, page.indexOf("```", start)).lines().forEach(server::line);
    file.groups().forEach(server::group);
    return server.history.build();
  }

  private void line(String line) {
    if (line.startsWith("retention ")) {
      Duration length = PromDuration.parse(line.substring(10)).toDuration();
      history.kept(new ServerHistory.Kept(length, true));
      return;
    }
    samples.load(line, Instant.EPOCH, STEP);
    InMemoryQueryable all = samples.build();
    all.series()
        .forEach(
            series -> {
              int last = series.samples().length() - 1;
              Instant time = Instant.ofEpochMilli(series.samples().timestampAt(last));
              end = time.isAfter(end) ? time : end;
            });
  }

  private void group(RuleGroup group) {
    group.rules().stream()
        .filter(AlertingRule.class::isInstance)
        .map(AlertingRule.class::cast)
        .forEach(alert -> alert(group, alert));
  }

  private void alert(RuleGroup group, AlertingRule alert) {
    Expr expr = Promql.parse(alert.expr().value(), LanguageProfile.ALL);
    RuleQueries queries = new RuleQueries(new Engine(EngineOptions.DEFAULTS), samples.build());
    Backtest backtest = new Backtest(group, alert, STEP);
    try {
      for (Instant time = Instant.EPOCH; !time.isAfter(end); time = time.plus(STEP)) {
        List<Value.Sample> results = queries.vector(expr, time);
        backtest.evaluate(time, results);
      }
      history.alert(alert, backtest.history());
    } catch (PromqlException e) {
      history.refused(alert, e.problem());
    }
  }
}
