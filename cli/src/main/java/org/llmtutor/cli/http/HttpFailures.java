package org.llmtutor.cli.http;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.output.PlainText;

/** Says in one line why a call failed and what to do. */
final class HttpFailures {

  private static final int LONGEST = 300;

  /** What the service says of a path that it does not have, and not of a thing. */
  private static final String NO_SUCH_ADDRESS = "There is nothing at this address.";

  private HttpFailures() {}

  /** The call never got a whole reply. */
  static CliException unreachable(HttpRequest request, IOException e) {
    String host = String.valueOf(request.uri().getHost());
    return CliException.failed(request.shown() + ": " + reason(host, e));
  }

  private static String reason(String host, IOException e) {
    if (e instanceof SocketTimeoutException) {
      return "no answer in time; is it overloaded? raise --timeout";
    } else if (e instanceof UnknownHostException) {
      return "host '" + PlainText.of(host) + "' not found; check the URL";
    } else if (e instanceof SSLException) {
      return tls(e);
    } else if (e instanceof ConnectException && text(e).contains("refused")) {
      return "connection refused; is the service running there? start it, or pass another URL";
    } else if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return "cannot connect (" + text(e) + "); check the URL and the network";
    } else if (e instanceof SocketException || e instanceof FileNotFoundException) {
      return "the connection broke (" + text(e) + "); is it an HTTP port?";
    }
    return "no valid HTTP reply (" + text(e) + "); is it an HTTP port?";
  }

  private static String tls(IOException e) {
    String text = text(e);
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("plaintext") || lower.contains("unsupported or unrecognized")) {
      return "TLS failed, the port speaks plain HTTP; use http:// instead of https://";
    } else if (lower.contains("certification path") || lower.contains("pkix")) {
      return "TLS failed, the certificate is not trusted; add its authority with"
          + " JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE";
    } else if (lower.contains("no name matching") || lower.contains("alternative")) {
      return "TLS failed, the certificate is for another host; check the URL";
    }
    return "TLS failed (" + text + "); check the URL";
  }

  private static String text(IOException e) {
    return PlainText.of(String.valueOf(e.getMessage()), LONGEST);
  }

  /** The reply's status is not 2xx. */
  static CliException refused(HttpReply reply, byte[] body) {
    HttpRequest request = reply.request();
    JsonObject error = reply.jsonIfAny(body);
    String status = request.shown() + ": " + reply.status();
    if (error != null && error.optionalText("code").isPresent()) {
      return CliException.failed(
          status + told(error) + (thing(reply, error) ? "; check the name or id" : remedy(reply)));
    }
    return CliException.failed(status + " " + meaning(reply.status()) + remedy(reply));
  }

  /** Whether the address is right, and the thing that it names is not there. */
  private static boolean thing(HttpReply reply, JsonObject error) {
    return reply.status() == 404
        && !error.optionalText("message").orElse(NO_SUCH_ADDRESS).equals(NO_SUCH_ADDRESS);
  }

  private static String told(JsonObject error) {
    StringBuilder text = new StringBuilder(" ");
    text.append(PlainText.of(error.text("code"), LONGEST));
    error.optionalText("message").ifPresent(m -> text.append(": ").append(sentence(m)));
    error.optionalText("resets_at").ifPresent(t -> text.append(", until ").append(PlainText.of(t)));
    error
        .optionalText("request_id")
        .ifPresent(id -> text.append(" (request ").append(PlainText.of(id, LONGEST)).append(')'));
    return text.toString();
  }

  private static String sentence(String message) {
    String plain = PlainText.of(message, LONGEST);
    return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
  }

  private static String remedy(HttpReply reply) {
    Authorization used = reply.request().authorization();
    return switch (reply.status()) {
      case 401 ->
          used.isPresent()
              ? "; the credential from " + used.origin() + " was refused, check it"
              : "; no token was sent, set OPS_TOKEN or a token in a context";
      case 403 -> "; the credential from " + used.origin() + " may not do this";
      case 404 -> "; check the URL";
      case 301, 302, 303, 307, 308 ->
          "; it points to " + PlainText.of(reply.location(), LONGEST) + ", use that URL";
      case 429 -> "; wait, then try again";
      case 500 -> "; see the service's log";
      case 502, 503, 504 -> "; see the service's health and log, then try again";
      default -> "";
    };
  }

  private static String meaning(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> "redirected";
      case 400, 422 -> "bad request";
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not found";
      case 405 -> "method not allowed";
      case 413 -> "too large";
      case 429 -> "too many requests";
      case 500 -> "internal server error";
      case 502 -> "bad gateway";
      case 503 -> "unavailable";
      case 504 -> "gateway timeout";
      default -> "unexpected status";
    };
  }
}
