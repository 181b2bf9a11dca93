package org.llmtutor.cli.check;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.backtest.ServerCheck;
import org.llmtutor.cli.backtest.ServerReport;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.http.HttpCaller;
import org.llmtutor.cli.metrics.SnapshotReader;
import org.llmtutor.cli.output.Progress;
import org.llmtutor.cli.query.PrometheusApi;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.metrics.MetricsSnapshot;

/**
 * Reads what options name: a page of metrics, a server, or both, whose metrics then count together.
 *
 * @param page an address, a file or {@code service}; null for none
 * @param job the job that scrapes the page
 * @param server a server's address, or {@code service}; null for none
 * @param period how far back the server is asked; null for no backtest
 */
record EvidenceReader(
    @Nullable String page, String job, @Nullable String server, @Nullable Duration period) {

  /** What there is for the rules of {@code files}. */
  Evidence read(Session session, PrintWriter err, List<RuleFile> files) {
    if (page == null && server == null) {
      return Evidence.NONE;
    }
    MetricsSnapshot.Builder metrics = new MetricsSnapshot.Builder();
    if (page != null) {
      SnapshotReader.read(session, page, metrics, err);
    }
    ServerReport report = server == null ? null : ask(session, server, files, metrics, err);
    return new Evidence(metrics.build(job, page == null ? "" : page), report);
  }

  private ServerReport ask(
      Session session,
      String named,
      List<RuleFile> files,
      MetricsSnapshot.Builder metrics,
      PrintWriter err) {
    Target target = session.prometheus(named, err);
    HttpCaller http = session.http(err).quiet();
    ServerCheck check =
        new ServerCheck(
            new PrometheusApi(target, http),
            target.base().toString(),
            http.timeout(),
            session.environment().clock().instant(),
            period);
    try (Progress progress = Progress.start(session.terminal(), err, "asking " + target.base())) {
      return check.run(files, metrics, progress);
    }
  }
}
