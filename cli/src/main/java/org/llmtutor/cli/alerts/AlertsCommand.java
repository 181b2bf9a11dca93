package org.llmtutor.cli.alerts;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.time.DurationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what is pending and firing; on demand it fails when something is. */
@Command(
    name = "alerts",
    header = "List what is pending and firing.",
    description =
        "Asks whoever evaluates the rules: --prometheus, else MONITORCTL_PROMETHEUS or"
            + " PROMETHEUS_URL, else the context's, else the service itself. An Alertmanager also"
            + " knows what is silenced and inhibited.",
    footer = {
      "",
      "Examples:",
      "  monitorctl alerts",
      "  monitorctl alerts --severity page --fail-on firing",
      "  monitorctl alerts --alertmanager http://127.0.0.1:9093 --label job=tutor",
      "  monitorctl alerts --rules",
      "",
      "Exit codes: 0 fine, 1 not reached, 2 usage, 3 as --fail-on asks."
    })
public final class AlertsCommand implements Callable<Integer> {

  /** Forms of output. */
  enum Format {
    table,
    json,
    csv,
    markdown
  }

  /** From which state on alerts make the command fail. */
  enum FailOn {
    firing,
    pending
  }

  private static final String CLEAR = "\u001b[H\u001b[2J";

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--prometheus",
      paramLabel = "URL",
      description = "The server to ask, or 'service' for the service itself.")
  private @Nullable String prometheus;

  @Option(
      names = "--alertmanager",
      paramLabel = "URL",
      description = "Ask this Alertmanager instead.")
  private @Nullable String alertmanager;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  private List<Alert.State> states = new ArrayList<>();

  @Option(
      names = "--severity",
      paramLabel = "LEVEL",
      split = ",",
      description = "Only with these values of the label severity.")
  private List<String> severities = new ArrayList<>();

  @Option(
      names = "--label",
      paramLabel = "MATCHER",
      description = "Only with such a label: job=tutor, job!=a, instance=~web.*; may be repeated.")
  private List<String> labels = new ArrayList<>();

  @Option(names = "--rules", description = "Show instead how the rules fare.")
  private boolean rules;

  @Option(
      names = "--fail-on",
      paramLabel = "STATE",
      description =
          "Exit 3 when an alert that is listed fires, or is pending at least. Severities info and"
              + " none count only where --severity names them.")
  private @Nullable FailOn failOn;

  @Option(names = "--watch", description = "Ask again and again, until interrupted.")
  private boolean watch;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      description = "With --watch, how often (default: ${DEFAULT-VALUE}).")
  private String every = "10s";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  /** The command of one run. */
  public AlertsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    AlertFilter filter = AlertFilter.of(states, severities, labels);
    Duration pause = DurationText.parse("--every", every);
    AlertSource source = source();
    if (!watch) {
      return once(source, filter);
    }
    while (!Thread.currentThread().isInterrupted()) {
      watchOnce(source, filter);
      session.environment().ticker().sleep(pause);
    }
    return ExitCode.OK;
  }

  private AlertSource source() {
    PrintWriter err = spec.commandLine().getErr();
    if (alertmanager == null) {
      return new PrometheusSource(session.prometheus(prometheus, err), session.http(err));
    } else if (prometheus != null || rules) {
      throw CliException.usage(
          "--alertmanager: knows no rules; leave out " + (rules ? "--rules" : "--prometheus"));
    }
    return new AlertmanagerSource(session.alertmanager(alertmanager), session.http(err));
  }

  /** One look of many: a server that is down for a while does not end them. */
  private void watchOnce(AlertSource source, AlertFilter filter) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(session.terminal().interactive() ? CLEAR : "");
    if (format == Format.table) {
      out.println(now().truncatedTo(ChronoUnit.SECONDS) + "  " + PlainText.of(source.url()) + "\n");
    }
    try {
      once(source, filter);
    } catch (CliException e) {
      spec.commandLine().getErr().println("monitorctl: " + PlainText.of(e.getMessage()));
      spec.commandLine().getErr().flush();
    }
    out.print(format == Format.table && !session.terminal().interactive() ? "\n\n" : "");
    out.flush();
  }

  private Instant now() {
    return session.environment().clock().instant();
  }

  private int once(AlertSource source, AlertFilter filter) {
    PrintWriter out = spec.commandLine().getOut();
    if (rules) {
      List<RuleHealth> known =
          source
              .rules()
              .orElseThrow(
                  () ->
                      CliException.failed(
                          source.url()
                              + "/api/v1/rules: no rules are told there; name a Prometheus with"
                              + " --prometheus URL"));
      out.print(print(new RulePrinter(known, now()), source.url()));
      out.flush();
      warn(source, List.of());
      return ExitCode.OK;
    }
    List<Alert> all = source.alerts();
    List<Alert> wanted = all.stream().filter(filter::matches).sorted(Alert.ORDER).toList();
    List<RuleHealth> known = source.rules().orElse(null);
    AlertPrinter printer = new AlertPrinter(wanted, now());
    out.print(
        switch (format) {
          case json -> printer.json(source.url());
          case csv -> printer.csv();
          case markdown -> printer.markdown();
          case table ->
              wanted.isEmpty()
                  ? Quiet.text(source.url(), all.size(), known, now())
                  : printer.table(session.terminal());
        });
    out.flush();
    warn(source, known == null ? List.of() : known);
    return code(wanted);
  }

  private String print(RulePrinter printer, String url) {
    return switch (format) {
      case json -> printer.json(url);
      case csv -> printer.csv();
      case markdown -> printer.markdown();
      case table -> printer.table(session.terminal());
    };
  }

  /** A rule that fails, or that was not read, cannot fire, so that quiet means nothing. */
  private void warn(AlertSource source, List<RuleHealth> known) {
    PrintWriter err = spec.commandLine().getErr();
    source.warnings().forEach(text -> err.println("warning: " + PlainText.of(text, 300)));
    known.stream()
        .filter(RuleHealth::failed)
        .forEach(
            rule ->
                err.println(
                    "warning: "
                        + PlainText.of(rule.name() + " cannot be evaluated: " + rule.error(), 160)
                        + "; see monitorctl alerts --rules"));
    err.flush();
  }

  /** What disturbs nobody counts only when its severity was asked for: Watchdog always fires. */
  private int code(List<Alert> wanted) {
    boolean fails =
        failOn != null
            && wanted.stream()
                .filter(alert -> !severities.isEmpty() || !alert.quiet())
                .anyMatch(
                    alert ->
                        alert.state() == Alert.State.firing
                            || (failOn == FailOn.pending && alert.state() == Alert.State.pending));
    return fails ? ExitCode.PROBLEMS : ExitCode.OK;
  }
}
