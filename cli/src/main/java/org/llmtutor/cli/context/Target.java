package org.llmtutor.cli.context;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.http.Authorization;

/**
 * A server to call.
 *
 * @param base its address, without user information and without a slash at its end
 * @param authorization credential for it
 */
public record Target(URI base, Authorization authorization) {

  /**
   * Reads an address as a person gives it; a missing scheme means {@code http://}, and user
   * information becomes the credential.
   *
   * @param from what gave the address, for messages, for example {@code --url}
   */
  static Target parse(String text, String from, Authorization authorization) {
    String full = text.contains("://") ? text : "http://" + text;
    try {
      URI uri = new URI(full);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
        throw notUrl(from);
      }
      String user = uri.getUserInfo();
      String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("/+$", "");
      URI base = new URI(scheme, null, uri.getHost(), uri.getPort(), path, null, null);
      return new Target(base, user == null ? authorization : Authorization.basic(user, from));
    } catch (URISyntaxException e) {
      throw notUrl(from);
    }
  }

  private static CliException notUrl(String from) {
    return CliException.usage(from + ": not a URL; use a form such as http://127.0.0.1:8080");
  }

  /** The address of a path on this server. */
  public URI at(String path) {
    return URI.create(base + path);
  }

  /** The address of a path on this server with a query, in the map's order. */
  public URI at(String path, Map<String, String> query) {
    StringBuilder text = new StringBuilder(path);
    char separator = '?';
    for (Map.Entry<String, String> parameter : query.entrySet()) {
      text.append(separator).append(parameter.getKey()).append('=');
      text.append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
      separator = '&';
    }
    return at(text.toString());
  }

  /** Whether the server is this machine. */
  boolean isLocal() {
    String host = base.getHost();
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }

  /** Whether both are the same server: scheme, host and port. */
  boolean sameOrigin(Target other) {
    return base.getScheme().equals(other.base.getScheme())
        && base.getHost().equalsIgnoreCase(other.base.getHost())
        && base.getPort() == other.base.getPort();
  }
}
