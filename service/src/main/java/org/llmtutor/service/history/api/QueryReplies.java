package org.llmtutor.service.history.api;

import java.util.ArrayList;
import java.util.List;
import org.llmtutor.promql.engine.QueryResult;
import org.llmtutor.promql.model.Annotation;
import org.llmtutor.promql.model.Value;
import org.llmtutor.promql.source.SourceText;

/** Makes replies of results: cut to the limit, with what their author should know. */
final class QueryReplies {

  /** Told when a reply has less than there is. */
  static final String TRUNCATED = "results truncated due to limit";

  private static final int MOST_ANNOTATIONS = 10;

  private QueryReplies() {}

  /** The reply to {@code query}, with at most {@code limit} series. */
  static PrometheusReply of(QueryResult result, String query, int limit) {
    Value value = cut(result.value(), limit);
    List<String> warnings = texts(result, query, Annotation.Level.WARNING);
    if (value != result.value()) {
      warnings.add(TRUNCATED);
    }
    return new PrometheusReply(
        new QueryData(value), warnings, texts(result, query, Annotation.Level.INFO));
  }

  private static Value cut(Value value, int limit) {
    if (value instanceof Value.Vector vector && vector.samples().size() > limit) {
      return new Value.Vector(vector.samples().subList(0, limit));
    }
    if (value instanceof Value.Matrix matrix && matrix.series().size() > limit) {
      return new Value.Matrix(matrix.series().subList(0, limit));
    }
    return value;
  }

  private static List<String> texts(QueryResult result, String query, Annotation.Level level) {
    SourceText source = new SourceText(query);
    List<Annotation> told =
        result.annotations().stream().filter(each -> each.level() == level).toList();
    List<String> texts = new ArrayList<>();
    told.stream()
        .limit(MOST_ANNOTATIONS)
        .forEach(
            each ->
                texts.add(
                    PlainText.wellFormed(each.message())
                        + " ("
                        + source.lineColumn(each.position().start())
                        + ")"));
    if (told.size() > MOST_ANNOTATIONS) {
      String kind = level == Annotation.Level.WARNING ? "warning" : "info";
      texts.add(told.size() - MOST_ANNOTATIONS + " more " + kind + " annotations omitted");
    }
    return texts;
  }
}
