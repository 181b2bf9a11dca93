package org.llmtutor.service.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A Lua script on one key that answers a number. Redis runs it as a whole. Immutable. */
final class Script {

  private final String text;
  private final String sha;

  @SuppressWarnings("deprecation") // Redis names scripts by their SHA-1.
  Script(String text) {
    this.text = text;
    this.sha = Hashing.sha1().hashString(text, UTF_8).toString();
  }

  /** Runs it; the text is sent to a Redis that does not know it yet. */
  long run(UnifiedJedis redis, String key, List<String> arguments) {
    Object answer;
    try {
      answer = redis.evalsha(sha, List.of(key), arguments);
    } catch (JedisNoScriptException e) {
      answer = redis.eval(text, List.of(key), arguments);
    }
    return (Long) answer;
  }
}
