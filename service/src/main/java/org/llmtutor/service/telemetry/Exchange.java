package org.llmtutor.service.telemetry;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.trace.RequestSpan;

/**
 * What is known of one request and its reply beyond the status that the container reports: the
 * route it matched and whether the transfer ended as it should. Attached to the request; written
 * and read by one thread at a time, possibly different ones.
 */
public final class Exchange {

  private static final String ATTRIBUTE = Exchange.class.getName();

  private volatile @Nullable String route;
  private volatile @Nullable String code;
  private volatile @Nullable RequestSpan span;
  private volatile boolean clientGone;
  private volatile boolean broken;

  Exchange() {}

  /** Notes that the client ended the exchange, so that it counts as 499. */
  public static void clientGone(ServletRequest request) {
    Exchange exchange = of(request.getAttribute(ATTRIBUTE));
    if (exchange != null) {
      exchange.clientGone();
    }
  }

  /** Notes the stable code that an error reply carries. */
  public static void failed(ServletRequest request, String code) {
    Exchange exchange = of(request.getAttribute(ATTRIBUTE));
    if (exchange != null) {
      exchange.code = code;
    }
  }

  /** Whether an attribute named like this class shows that a filter has seen the request. */
  public static boolean isMeasured(@Nullable Object attribute) {
    return attribute instanceof Exchange;
  }

  /** Whether the client of {@code request} is known to have ended the exchange. */
  public static boolean isClientGone(ServletRequest request) {
    Exchange exchange = of(request.getAttribute(ATTRIBUTE));
    return exchange != null && exchange.clientGone;
  }

  /**
   * The status that {@code request} ended with, where the container would report {@code sent}: 499
   * when the client ended the exchange, 500 when the reply broke off.
   */
  public static int status(ServletRequest request, int sent) {
    Exchange exchange = of(request.getAttribute(ATTRIBUTE));
    return exchange == null ? sent : exchange.status(sent);
  }

  static String attribute() {
    return ATTRIBUTE;
  }

  static @Nullable Exchange of(@Nullable Object attribute) {
    return attribute instanceof Exchange exchange ? exchange : null;
  }

  /** Notes the request's span, to be ended with the exchange. */
  static void traced(ServletRequest request, RequestSpan span) {
    Exchange exchange = of(request.getAttribute(ATTRIBUTE));
    if (exchange != null) {
      exchange.span = span;
    }
  }

  static Exchange begin(ServletRequest request) {
    Exchange exchange = new Exchange();
    request.setAttribute(ATTRIBUTE, exchange);
    return exchange;
  }

  void route(String template) {
    route = template;
  }

  @Nullable String route() {
    return route;
  }

  /** The code of the error reply, if it was one. */
  @Nullable String code() {
    return code;
  }

  /** The request's span, once it has begun. */
  @Nullable RequestSpan span() {
    return span;
  }

  void clientGone() {
    clientGone = true;
  }

  /** Notes that the reply failed after its head was sent. */
  void broken() {
    broken = true;
  }

  boolean isBroken() {
    return broken && !clientGone;
  }

  /** The status to record where the container would report {@code sent}. */
  int status(int sent) {
    if (clientGone) {
      return 499;
    }
    return broken ? 500 : sent;
  }
}
