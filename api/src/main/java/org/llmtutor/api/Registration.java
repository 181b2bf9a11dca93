package org.llmtutor.api;

/**
 * Reply of {@code POST /api/users}.
 *
 * @param token the learner's bearer token; shown this once, only its hash is stored
 * @param profile the new learner
 */
public record Registration(String token, Profile profile) {

  /** Leaves the token out, so that a log line or a failed assertion cannot leak it. */
  @Override
  public String toString() {
    return "Registration[token=…, profile=" + profile + "]";
  }
}
