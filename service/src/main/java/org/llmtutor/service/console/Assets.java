package org.llmtutor.service.console;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The files of the page, read once from the jar. Their address has a hash of all of them in it, so
 * that browsers can keep them for ever and a new release is never mixed with an old one. Immutable.
 */
final class Assets {

  private static final String OWN = "/console/";
  private static final String UPLOT = "META-INF/maven/org.webjars.npm/uplot/pom.properties";
  private static final int HASH_LENGTH = 12;
  private static final List<String> FILES =
      List.of(
          "console.css",
          "icon.svg",
          "main.js",
          "alerts.js",
          "api.js",
          "chart.js",
          "cost.js",
          "dom.js",
          "errors.js",
          "format.js",
          "health.js",
          "login.js",
          "poll.js",
          "prometheus.js",
          "range.js",
          "routes.js",
          "tiles.js",
          "traffic.js");

  private final Map<String, Asset> files;
  private final String version;
  private final Asset page;

  private Assets(Map<String, Asset> files, String html) {
    this.files = Map.copyOf(files);
    this.version = hash(files);
    String filled = html.replace("{assets}", "/console/assets/" + version);
    this.page = asset("index.html", filled.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the files.
   *
   * @throws IllegalStateException when one is not in the jar
   */
  static Assets load() {
    Map<String, Asset> files = new LinkedHashMap<>();
    for (String name : FILES) {
      files.put(name, asset(name, read(OWN + name)));
    }
    String library = "/META-INF/resources/webjars/uplot/" + uplotVersion() + "/dist/";
    files.put("uplot.js", asset("uplot.js", read(library + "uPlot.iife.min.js")));
    files.put("uplot.css", asset("uplot.css", read(library + "uPlot.min.css")));
    return new Assets(files, new String(read(OWN + "index.html"), StandardCharsets.UTF_8));
  }

  /** The page itself. */
  Asset page() {
    return page;
  }

  /** Hash of all files, part of their address. */
  String version() {
    return version;
  }

  /** A file of this version. */
  Optional<Asset> file(String ofVersion, String name) {
    return ofVersion.equals(version) ? Optional.ofNullable(files.get(name)) : Optional.empty();
  }

  /** What a browser that keeps nothing has to fetch, uncompressed. */
  long totalBytes() {
    return page.bytes().length + files.values().stream().mapToLong(f -> f.bytes().length).sum();
  }

  private static Asset asset(String name, byte[] bytes) {
    String etag = Hashing.sha256().hashBytes(bytes).toString().substring(0, 2 * HASH_LENGTH);
    return new Asset(type(name), bytes, etag);
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException(name + ": no media type is known for it");
    };
  }

  private static String hash(Map<String, Asset> files) {
    Hasher hasher = Hashing.sha256().newHasher();
    new TreeMap<>(files)
        .forEach((name, file) -> hasher.putUnencodedChars(name).putUnencodedChars(file.etag()));
    return hasher.hash().toString().substring(0, HASH_LENGTH);
  }

  private static String uplotVersion() {
    Properties release = new Properties();
    try (InputStream in = open("/" + UPLOT)) {
      release.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return release.getProperty("version", "unknown");
  }

  private static byte[] read(String path) {
    try (InputStream in = open(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String path) {
    InputStream in = Assets.class.getResourceAsStream(path);
    if (in == null) {
      throw new IllegalStateException(path + ": not in the jar; build it again");
    }
    return in;
  }
}
