package org.llmtutor.service.history.api;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.model.LabelMatcher;

/**
 * The parameters of one request, those of the form before those of the address, read as Prometheus
 * reads them. An empty parameter counts as absent. Each method throws a {@link PrometheusException}
 * of type {@code bad_data} that names the parameter when it cannot be read.
 */
public final class PrometheusParameters {

  private static final String MATCH = "match[]";

  private final MultivaluedMap<String, String> form;
  private final MultivaluedMap<String, String> query;

  private PrometheusParameters(
      MultivaluedMap<String, String> form, MultivaluedMap<String, String> query) {
    this.form = form;
    this.query = query;
  }

  /** Those of a GET. */
  public static PrometheusParameters of(UriInfo address) {
    return of(address, null);
  }

  /** Those of a POST; {@code form} is null when it has no body. */
  public static PrometheusParameters of(
      UriInfo address, @Nullable MultivaluedMap<String, String> form) {
    MultivaluedMap<String, String> query = address.getQueryParameters();
    return new PrometheusParameters(form == null ? new MultivaluedHashMap<>() : form, query);
  }

  /** All values of {@code name}. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>(form.getOrDefault(name, List.of()));
    values.addAll(query.getOrDefault(name, List.of()));
    return values;
  }

  /** The first value of {@code name}; empty when there is none. */
  public String text(String name) {
    return all(name).stream().findFirst().orElse("");
  }

  /** A point in time that must be there: seconds since the epoch, or RFC 3339. */
  public Instant time(String name) {
    return PrometheusTime.instant(text(name))
        .orElseThrow(
            () ->
                PrometheusException.badParameter(
                    name,
                    "cannot parse "
                        + PlainText.quoted(text(name))
                        + " to a valid timestamp; use seconds since 1970 or a form such as"
                        + " 2026-01-31T12:00:00Z"));
  }

  /** A point in time that may be left out. */
  public Instant time(String name, Instant otherwise) {
    return text(name).isEmpty() ? otherwise : time(name);
  }

  /** A length of time: seconds, or a form such as {@code 1m30s}. It may be negative or zero. */
  public Optional<Duration> duration(String name) {
    return text(name).isEmpty() ? Optional.empty() : Optional.of(requiredDuration(name));
  }

  /** A length of time that must be there. */
  public Duration requiredDuration(String name) {
    return PrometheusTime.duration(text(name))
        .orElseThrow(
            () ->
                PrometheusException.badParameter(
                    name,
                    "cannot parse "
                        + PlainText.quoted(text(name))
                        + " to a valid duration; use seconds or a form such as 1m30s"));
  }

  /** How many results at most; {@link Integer#MAX_VALUE} when absent or zero. */
  public int limit(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    if (!text.matches("\\+?[0-9]{1,18}")) {
      throw PrometheusException.badParameter(
          name, "cannot parse " + PlainText.quoted(text) + " to a limit; use a whole number");
    }
    long limit = Long.parseLong(text);
    return limit == 0 ? Integer.MAX_VALUE : (int) Math.min(limit, Integer.MAX_VALUE);
  }

  /** The PromQL expression {@code query}. */
  public Expr query() {
    try {
      return Promql.parse(text("query"));
    } catch (PromqlException e) {
      throw PrometheusException.badParameter("query", e);
    }
  }

  /**
   * The selectors of series, {@code match[]}, each of which a series may fulfil.
   *
   * @param most how many there may be
   */
  public List<List<LabelMatcher>> selectors(int most) {
    List<String> texts = all(MATCH);
    if (texts.size() > most) {
      throw PrometheusException.badParameter(
          MATCH, texts.size() + " selectors; use at most " + most);
    }
    return texts.stream().map(PrometheusParameters::selector).toList();
  }

  private static List<LabelMatcher> selector(String text) {
    try {
      if (Promql.parse(text) instanceof VectorSelector selector
          && selector.offset() == null
          && selector.at() == null
          && selector.extension() == RangeExtension.NONE) {
        return selector.matchers();
      }
    } catch (PromqlException e) {
      throw PrometheusException.badParameter(MATCH, e);
    }
    throw PrometheusException.badParameter(
        MATCH,
        PlainText.quoted(text) + " is not a series selector; use a form such as up{job=\"a\"}");
  }
}
