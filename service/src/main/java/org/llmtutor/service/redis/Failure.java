package org.llmtutor.service.redis;

import com.google.common.base.Throwables;
import java.net.SocketTimeoutException;
import java.util.Locale;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Why Redis could not be used. The texts hold no address, no key and no password. */
enum Failure {
  /** No connection, or it broke. */
  UNREACHABLE("Redis cannot be reached"),
  /** No answer in time. */
  TIMEOUT("Redis does not answer in time"),
  /** The log-in, or the command, is not allowed. */
  REFUSED("Redis refuses the user or the password, or does not allow a command"),
  /** An answer that says no: it loads, is read-only or full. */
  ERROR("Redis answers with an error: it may be loading, read-only or out of memory"),
  /** More calls at once than are allowed to wait. */
  BUSY("too many calls wait for Redis");

  private final String message;

  Failure(String message) {
    this.message = message;
  }

  /** For a person. */
  String message() {
    return message;
  }

  /** Value of the label {@code reason}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What {@code problem} of the client means. */
  static Failure of(Throwable problem) {
    for (Throwable cause : Throwables.getCausalChain(problem)) {
      if (cause instanceof JedisAccessControlException) {
        return REFUSED;
      } else if (cause instanceof JedisDataException said) {
        // NOAUTH, and "ERR AUTH …" when a password is sent to a Redis that has none.
        return String.valueOf(said.getMessage()).contains("AUTH") ? REFUSED : ERROR;
      } else if (cause instanceof SocketTimeoutException) {
        return TIMEOUT;
      }
    }
    return UNREACHABLE;
  }
}
