package org.llmtutor.cli.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.http.HttpRequest;

/** Where a page of metrics comes from: the service, another address, a file, standard input. */
public final class PageSource {

  private static final String ACCEPT =
      "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5";

  private PageSource() {}

  /** Reads a page. */
  @FunctionalInterface
  public interface Reader<T> {

    /** Reads the page called {@code name} to its end. */
    T read(InputStream in, String name, boolean openMetrics);
  }

  /**
   * Opens {@code source} for {@code reader}.
   *
   * @param source an address, a file, {@code -} for standard input, null for the service's page
   * @throws CliException when it cannot be reached or read
   */
  public static <T> T read(
      Session session, @Nullable String source, PrintWriter err, Reader<T> reader) {
    if (source == null || source.startsWith("http://") || source.startsWith("https://")) {
      return fromUrl(session, source, err, reader);
    }
    return source.equals("-")
        ? reader.read(session.environment().stdin(), "-", false)
        : fromFile(session.environment().resolve(source), source, reader);
  }

  private static <T> T fromUrl(
      Session session, @Nullable String url, PrintWriter err, Reader<T> reader) {
    Target target = url == null ? session.scraped(err) : session.page(url);
    String path = url == null ? "/metrics" : "";
    HttpRequest request =
        new HttpRequest(
            "GET", target.at(path), target.authorization(), Map.of("Accept", ACCEPT), null);
    try (HttpReply reply = session.http(err).send(request)) {
      if (!reply.isSuccess()) {
        throw reply.refused();
      } else if (reply.contentType().startsWith("text/html")) {
        throw CliException.failed(
            request.shown() + ": answered with a web page instead of metrics; check the URL");
      }
      boolean openMetrics = reply.contentType().startsWith("application/openmetrics-text");
      return reader.read(reply.body(), request.shown(), openMetrics);
    }
  }

  private static <T> T fromFile(Path path, String file, Reader<T> reader) {
    if (Files.isDirectory(path)) {
      throw CliException.failed(file + ": is a directory; name a file in it");
    } else if (!Files.exists(path)) {
      throw CliException.failed(
          file + ": no such file; check the path (an address begins with http:// or https://)");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return reader.read(in, file, false);
    } catch (IOException e) {
      throw CliException.failed(file + ": cannot be read; check the path and its permissions");
    }
  }
}
