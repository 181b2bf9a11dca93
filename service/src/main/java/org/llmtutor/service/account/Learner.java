package org.llmtutor.service.account;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Someone who learns.
 *
 * @param id ULID
 * @param displayName name shown to the learner; personal, never logged
 * @param level {@code beginner}, {@code intermediate} or {@code advanced}
 * @param languages programming languages in order of preference, never empty
 * @param classCode code of the class joined, if any
 * @param createdAt when the learner registered
 */
public record Learner(
    String id,
    String displayName,
    String level,
    List<String> languages,
    @Nullable String classCode,
    Instant createdAt)
    implements Principal {

  /** Copies the list. */
  public Learner {
    languages = List.copyOf(languages);
  }

  /** What logs, metrics and error reports show instead of the id: stable, and not reversible. */
  public String pseudonym() {
    return pseudonym(id);
  }

  /** The pseudonym of the learner with this id. */
  public static String pseudonym(String id) {
    return "u"
        + Hashing.sha256().hashString(id, StandardCharsets.UTF_8).toString().substring(0, 12);
  }

  @Override
  public String getName() {
    return pseudonym();
  }

  /** Leaves the display name out. */
  @Override
  public String toString() {
    return "Learner[" + pseudonym() + "]";
  }
}
