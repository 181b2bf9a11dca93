package org.llmtutor.rules.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.problem.Span;
import org.llmtutor.rules.yaml.YamlLimits;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlNode;
import org.llmtutor.rules.yaml.YamlReader;
import org.llmtutor.rules.yaml.YamlScalar;
import org.llmtutor.rules.yaml.YamlSequence;

/** Reads dashboards as Grafana exports them, in the classic schema. */
public final class DashboardReader {

  /** What a variable of Prometheus asks: PromQL, or the series whose labels are its values. */
  private static final Pattern VARIABLE_QUERY =
      Pattern.compile(
          "\\s*(?:label_values\\s*\\((?<series>.+),[^,{}]+\\)|query_result\\s*\\((?<query>.+)\\))\\s*",
          Pattern.DOTALL);

  private final Reporter reporter;
  private final SourceText source;
  private final List<Dashboard.Panel> panels = new ArrayList<>();
  private final List<Dashboard.Query> queries = new ArrayList<>();
  private final List<String> variables = new ArrayList<>();

  private DashboardReader(SourceText source, Reporter reporter) {
    this.source = source;
    this.reporter = reporter;
  }

  /** The dashboard in {@code source}; empty, with a problem told, when it is none. */
  public static Optional<Dashboard> read(SourceText source, Consumer<? super Problem> sink) {
    Reporter reporter = new Reporter(ShapeCheck.INFO, source.name(), sink);
    return new DashboardReader(source, reporter).read();
  }

  private Optional<Dashboard> read() {
    if (!source.text().stripLeading().startsWith("{")) {
      reporter.report(Span.START, "not a JSON object", "export the dashboard as JSON");
      return Optional.empty();
    }
    return json().flatMap(this::dashboard);
  }

  private Optional<YamlMapping> json() {
    // YAML does not take tabs for white space, JSON does.
    SourceText readable = new SourceText(source.name(), source.text().replace('\t', ' '));
    boolean[] sound = {true};
    List<YamlNode> documents =
        new YamlReader(YamlLimits.DEFAULT)
            .read(
                readable,
                problem -> {
                  sound[0] = false;
                  reporter.report(problem.span(), problem.message(), "correct the JSON");
                });
    return sound[0] && documents.size() == 1 && documents.get(0) instanceof YamlMapping root
        ? Optional.of(root)
        : Optional.empty();
  }

  private Optional<Dashboard> dashboard(YamlMapping document) {
    YamlMapping root = Json.mapping(document, "dashboard").orElse(document);
    boolean withPanels = root.get("panels").orElse(null) instanceof YamlSequence;
    boolean withRows = root.get("rows").orElse(null) instanceof YamlSequence;
    if (!withPanels && !withRows) {
      reporter.report(
          root.span(), "no list of panels", "export the dashboard as JSON, in the classic schema");
      return Optional.empty();
    }
    variables(document);
    variables(root);
    panels(root);
    Json.mapping(root, "annotations").ifPresent(this::annotations);
    return Optional.of(new Dashboard(source, root, panels, queries, variables));
  }

  /** Panels of today, and those in the rows that were before them. */
  private void panels(YamlMapping root) {
    int row = 0;
    for (YamlMapping panel : Json.mappings(root, "panels")) {
      panel(panel, 0);
      List<YamlMapping> inside = Json.mappings(panel, "panels");
      row += inside.isEmpty() ? 0 : 1;
      for (YamlMapping inner : inside) {
        panel(inner, row);
      }
    }
    for (YamlMapping old : Json.mappings(root, "rows")) {
      row++;
      for (YamlMapping inner : Json.mappings(old, "panels")) {
        panel(inner, row);
      }
    }
  }

  private void panel(YamlMapping node, int row) {
    List<YamlMapping> targets = Json.mappings(node, "targets");
    panels.add(
        new Dashboard.Panel(
            node, Json.string(node, "type"), Json.string(node, "title"), row, targets));
    for (YamlMapping target : targets) {
      if (isPrometheus(target, node)) {
        boolean instant = Json.string(target, "instant").equals("true");
        Json.scalar(target, "expr")
            .filter(expr -> !expr.value().isBlank())
            .ifPresent(expr -> queries.add(Dashboard.Query.whole(expr, !instant)));
      }
    }
  }

  /** Whether a query is PromQL as far as its datasource says; other languages have an expr too. */
  private static boolean isPrometheus(YamlMapping target, YamlMapping panel) {
    String type =
        Json.mapping(target, "datasource")
            .or(() -> Json.mapping(panel, "datasource"))
            .map(datasource -> Json.string(datasource, "type"))
            .orElse("");
    return type.isEmpty()
        || type.equals("prometheus")
        || type.equals("datasource")
        || type.startsWith("$");
  }

  private void annotations(YamlMapping annotations) {
    for (YamlMapping one : Json.mappings(annotations, "list")) {
      if (isPrometheus(one, one)) {
        Json.scalar(one, "expr")
            .filter(expr -> !expr.value().isBlank())
            .ifPresent(expr -> queries.add(Dashboard.Query.whole(expr, false)));
      }
    }
  }

  private void variables(YamlMapping root) {
    for (YamlMapping input : Json.mappings(root, "__inputs")) {
      variables.add(Json.string(input, "name"));
    }
    Json.mapping(root, "templating").ifPresent(templating -> list(templating));
  }

  private void list(YamlMapping templating) {
    for (YamlMapping variable : Json.mappings(templating, "list")) {
      variables.add(Json.string(variable, "name"));
      if (Json.string(variable, "type").equals("query") && isPrometheus(variable, variable)) {
        Json.mapping(variable, "query")
            .flatMap(query -> Json.scalar(query, "query"))
            .or(() -> Json.scalar(variable, "query"))
            .ifPresent(this::variableQuery);
      }
    }
  }

  private void variableQuery(YamlScalar text) {
    Matcher query = VARIABLE_QUERY.matcher(text.value());
    if (query.matches()) {
      String part = query.group("series") == null ? "query" : "series";
      queries.add(new Dashboard.Query(text, query.start(part), query.end(part), false));
    }
  }
}
