package org.llmtutor.service.alerting;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.Labels;

/**
 * An alert as receivers see it. Immutable.
 *
 * @param labels those of the alert, and the external ones it does not have itself
 * @param annotations texts for people
 * @param startsAt since when it fires
 * @param endsAt when it ended, or may be taken to have ended when nothing more is heard; null while
 *     it fires
 */
record Alert(
    Labels labels, Map<String, String> annotations, Instant startsAt, @Nullable Instant endsAt) {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  Alert {
    annotations = Map.copyOf(annotations);
  }

  String name() {
    return labels.get("alertname");
  }

  String severity() {
    return labels.get("severity");
  }

  /** The annotation {@code name}; empty when there is none. */
  String text(String name) {
    return annotations.getOrDefault(name, "");
  }

  boolean firing() {
    return endsAt == null;
  }

  Alert ended(Instant at) {
    return new Alert(labels, annotations, startsAt, at);
  }

  /** Alertmanager's: FNV-1a over names and values, each followed by a byte that text lacks. */
  String fingerprint() {
    long[] hash = {FNV_OFFSET};
    labels.forEach(
        (name, value) -> {
          hash[0] = add(add(hash[0], name), value);
        });
    return HexFormat.of().toHexDigits(hash[0]);
  }

  private static long add(long hash, String text) {
    long result = hash;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      result = (result ^ (b & 0xff)) * FNV_PRIME;
    }
    return (result ^ 0xff) * FNV_PRIME;
  }
}
