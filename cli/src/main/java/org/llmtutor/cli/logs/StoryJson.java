package org.llmtutor.cli.logs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.json.JsonObject;

/** A story for programs. */
final class StoryJson {

  private StoryJson() {}

  static Map<String, @Nullable Object> of(Story story, List<LogLine> shown) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("request_id", story.id());
    put(json, "trace_id", story.traceId());
    put(json, "learner", story.learner());
    put(json, "route", story.route());
    put(json, "began_at", story.begin().map(Object::toString));
    put(json, "reply", story.reply().map(StoryJson::reply));
    json.put("lines", shown.stream().map(line -> line(story, line)).toList());
    Map<String, @Nullable Object> ledger = new LinkedHashMap<>();
    put(ledger, "problem", Optional.ofNullable(story.ledger().problem()));
    ledger.put("cost_usd", story.ledger().cost());
    ledger.put("rows", story.ledger().rows().stream().map(JsonObject::members).toList());
    json.put("ledger", ledger);
    json.put("next", Advice.of(story));
    return json;
  }

  private static Map<String, Object> reply(LogLine.Access access) {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("method", access.method());
    reply.put("status", access.status());
    reply.put("bytes", access.bytes());
    reply.put("duration_ms", access.millis());
    return reply;
  }

  private static Map<String, Object> line(Story story, LogLine line) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", line.time().toString());
    json.put("offset_ms", story.offset(line));
    json.put("level", line.level());
    json.put("logger", line.logger());
    json.put("message", line.message());
    if (!line.details().isEmpty()) {
      json.put("details", line.details());
    }
    return json;
  }

  private static void put(
      Map<String, @Nullable Object> json, String name, Optional<? extends Object> value) {
    value.ifPresent(present -> json.put(name, present));
  }
}
