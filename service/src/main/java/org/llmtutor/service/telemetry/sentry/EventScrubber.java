package org.llmtutor.service.telemetry.sentry;

import io.sentry.Breadcrumb;
import io.sentry.SentryBaseEvent;
import io.sentry.SentryEvent;
import io.sentry.SpanContext;
import io.sentry.protocol.Message;
import io.sentry.protocol.Request;
import io.sentry.protocol.SentryException;
import io.sentry.protocol.SentryTransaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.RequestContext;
import org.llmtutor.service.telemetry.Scrubber;

/**
 * Takes secrets out of every text of an event or transaction. The request is told by method and
 * route template, never by its address.
 */
final class EventScrubber {

  private EventScrubber() {}

  static void scrub(SentryEvent event) {
    scrubMessage(event.getMessage());
    scrubExceptions(event.getExceptions());
    if (event.getThreads() != null) {
      event.getThreads().forEach(thread -> thread.setName(null));
    }
    Request request = request(event);
    if (request != null) {
      event.setTransaction(request.getMethod() + " " + request.getUrl());
    }
    scrubBase(event);
  }

  static void scrub(SentryTransaction transaction) {
    scrubBase(transaction);
  }

  private static void scrubBase(SentryBaseEvent event) {
    event.setRequest(request(event));
    scrubBreadcrumbs(event.getBreadcrumbs());
    event.setTags(scrubStrings(event.getTags()));
    event.setExtras(scrubValues(event.getExtras()));
    scrubContexts(event);
    event.setUser(null);
    event.setServerName(null);
  }

  private static void scrubMessage(@Nullable Message message) {
    if (message != null) {
      message.setFormatted(Scrubber.scrubNullable(message.getFormatted()));
      message.setMessage(Scrubber.scrubNullable(message.getMessage()));
      List<String> params = message.getParams();
      if (params != null) {
        message.setParams(params.stream().map(EventScrubber::scrubParam).toList());
      }
    }
  }

  private static String scrubParam(@Nullable String param) {
    return param == null ? "null" : Scrubber.scrub(param);
  }

  private static void scrubExceptions(@Nullable List<SentryException> exceptions) {
    if (exceptions != null) {
      exceptions.forEach(e -> e.setValue(Scrubber.scrubNullable(e.getValue())));
    }
  }

  private static void scrubBreadcrumbs(@Nullable List<Breadcrumb> breadcrumbs) {
    if (breadcrumbs != null) {
      for (Breadcrumb breadcrumb : breadcrumbs) {
        breadcrumb.setMessage(Scrubber.scrubNullable(breadcrumb.getMessage()));
        breadcrumb.getData().replaceAll((key, value) -> scrubValue(value));
      }
    }
  }

  /** Logging contexts and other maps; a thread's name may hold the raw address of a request. */
  private static void scrubContexts(SentryBaseEvent event) {
    for (Map.Entry<String, Object> context : event.getContexts().entrySet()) {
      if (context.getValue() instanceof Map<?, ?>) {
        context.setValue(scrubValue(context.getValue()));
      }
    }
    SpanContext trace = event.getContexts().getTrace();
    if (trace != null) {
      trace.getData().remove("thread.name");
    }
  }

  private static @Nullable Map<String, String> scrubStrings(@Nullable Map<String, String> values) {
    if (values == null) {
      return null;
    }
    Map<String, String> clean = new LinkedHashMap<>();
    values.forEach((key, value) -> clean.put(key, Scrubber.scrub(value)));
    return clean;
  }

  private static @Nullable Map<String, Object> scrubValues(@Nullable Map<String, Object> values) {
    if (values == null) {
      return null;
    }
    Map<String, Object> clean = new LinkedHashMap<>();
    values.forEach((key, value) -> clean.put(key, scrubValue(value)));
    return clean;
  }

  private static Object scrubValue(Object value) {
    if (value instanceof String text) {
      return Scrubber.scrub(text);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> clean = new LinkedHashMap<>();
      map.forEach((key, inner) -> clean.put(String.valueOf(key), scrubValue(inner)));
      return clean;
    }
    return value instanceof Number || value instanceof Boolean
        ? value
        : Scrubber.scrub(String.valueOf(value));
  }

  private static @Nullable Request request(SentryBaseEvent event) {
    String route = event.getTag(RequestContext.ROUTE);
    String method = event.getTag(RequestContext.METHOD);
    if (route == null || method == null) {
      return null;
    }
    Request request = new Request();
    request.setMethod(method);
    request.setUrl(route);
    return request;
  }
}
