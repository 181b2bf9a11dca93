package org.llmtutor.service;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What people may send and nobody else may find anywhere (fault 33). */
enum Canary {
  EMAIL("canary.ada@example.org"),
  TOKEN("eyJjYW5hcnkiOnRydWV9.canary-token-5f1c.bm90aGluZw"),
  API_KEY("sk-canary0123456789abcdefghij"),
  PROMPT("canary prompt: why does my zebra loop never end"),
  CODE("def canary_zebra(stripes): return stripes + 41"),
  ADDRESS("203.0.113.77");

  private final String text;

  Canary(String text) {
    this.text = text;
  }

  /** As people write it. */
  String text() {
    return text;
  }

  /** As part of an address. */
  String encoded() {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** As the content of a JSON string. */
  String json() {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
