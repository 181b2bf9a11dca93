package org.llmtutor.cli.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call.
 *
 * @param method GET, POST, PUT or DELETE
 * @param uri where to, without user information
 * @param authorization credential to send
 * @param headers further headers
 * @param body what to send, or null
 */
public record HttpRequest(
    String method,
    URI uri,
    Authorization authorization,
    Map<String, String> headers,
    @Nullable String body) {

  /** Copies the headers. */
  public HttpRequest {
    headers = Map.copyOf(headers);
  }

  /** A GET that wants JSON. */
  public static HttpRequest get(URI uri, Authorization authorization) {
    return new HttpRequest("GET", uri, authorization, Map.of("Accept", "application/json"), null);
  }

  /** A POST of a JSON body that wants JSON. */
  public static HttpRequest post(URI uri, Authorization authorization, String json) {
    return send("POST", uri, authorization, json);
  }

  /** A PUT of a JSON body that wants JSON. */
  public static HttpRequest put(URI uri, Authorization authorization, String json) {
    return send("PUT", uri, authorization, json);
  }

  /** A DELETE that wants JSON. */
  public static HttpRequest delete(URI uri, Authorization authorization) {
    Map<String, String> headers = Map.of("Accept", "application/json");
    return new HttpRequest("DELETE", uri, authorization, headers, null);
  }

  private static HttpRequest send(
      String method, URI uri, Authorization authorization, String json) {
    Map<String, String> headers =
        Map.of("Accept", "application/json", "Content-Type", "application/json");
    return new HttpRequest(method, uri, authorization, headers, json);
  }

  /** The same call with one more header. */
  public HttpRequest with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpRequest(method, uri, authorization, more, body);
  }

  /** The body as it is sent. */
  byte[] bytes() {
    return body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
  }

  /** The address as it may be shown: without the query. */
  public String shown() {
    String text = uri.toString();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }
}
