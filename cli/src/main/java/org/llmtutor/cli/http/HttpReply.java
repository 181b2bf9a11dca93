package org.llmtutor.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonText;

/**
 * What came back.
 *
 * @param request what was asked
 * @param status HTTP status
 * @param contentType media type in lower case with its parameters; empty when not told
 * @param location where a redirect points; empty otherwise
 * @param retryAfter how long the server asks to wait; zero when it does not
 * @param body the reply's bytes; closing it ends the connection
 */
public record HttpReply(
    HttpRequest request,
    int status,
    String contentType,
    String location,
    Duration retryAfter,
    InputStream body)
    implements AutoCloseable {

  private static final int MAX_JSON = 64 * 1024 * 1024;

  /** Lowers the case of the media type. */
  public HttpReply {
    contentType = contentType.toLowerCase(Locale.ROOT);
  }

  /** Whether the status is 2xx. */
  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /**
   * The whole body of a successful reply as a JSON object.
   *
   * @throws CliException when the status is another, or the body is no JSON object
   */
  public JsonObject json() {
    byte[] bytes = bytes();
    if (!isSuccess()) {
      throw HttpFailures.refused(this, bytes);
    }
    return JsonObject.of(parse(bytes), request.shown());
  }

  /**
   * The whole body of a successful reply as a list of JSON objects.
   *
   * @throws CliException when the status is another, or the body is something else
   */
  public List<JsonObject> jsonObjects() {
    byte[] bytes = bytes();
    if (!isSuccess()) {
      throw HttpFailures.refused(this, bytes);
    }
    if (!(parse(bytes) instanceof List<?> items)) {
      throw CliException.failed(
          request.shown() + ": answered with something other than a list; check the URL");
    }
    List<JsonObject> objects = new ArrayList<>();
    items.forEach(item -> objects.add(JsonObject.of(item, request.shown())));
    return objects;
  }

  @Nullable JsonObject jsonIfAny(byte[] bytes) {
    if (contentType.startsWith("text/html")) {
      return null;
    }
    try {
      return JsonObject.of(JsonText.parse(bytes), request.shown());
    } catch (IOException | CliException e) {
      return null;
    }
  }

  /** What to throw for a reply whose status is not 2xx. */
  public CliException refused() {
    return HttpFailures.refused(this, bytes());
  }

  /** The reply read to its end, whatever its status. */
  public Content content() {
    byte[] bytes = bytes();
    return new Content(jsonIfAny(bytes), HttpFailures.refused(this, bytes));
  }

  /**
   * A reply of any status, read to its end.
   *
   * @param body the reply, or null when it is no JSON object
   * @param refusal what to throw when the status was not wanted
   */
  public record Content(@Nullable JsonObject body, CliException refusal) {}

  private @Nullable Object parse(byte[] bytes) {
    if (contentType.startsWith("text/html") || looksLikeHtml(bytes)) {
      throw CliException.failed(
          request.shown() + ": answered with a web page instead of JSON; check the URL");
    }
    try {
      return JsonText.parse(bytes);
    } catch (IOException e) {
      throw CliException.failed(
          request.shown() + ": answered with broken JSON; check the URL, or try again");
    }
  }

  private static boolean looksLikeHtml(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.UTF_8);
    return start.stripLeading().startsWith("<");
  }

  private byte[] bytes() {
    try (InputStream in = body) {
      byte[] bytes = in.readNBytes(MAX_JSON + 1);
      if (bytes.length > MAX_JSON) {
        throw CliException.failed(
            request.shown() + ": the reply is larger than 64 MiB; ask for less");
      }
      return bytes;
    } catch (IOException e) {
      throw HttpFailures.unreachable(request, e);
    }
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      // The reply was read as far as it was wanted.
    }
  }
}
