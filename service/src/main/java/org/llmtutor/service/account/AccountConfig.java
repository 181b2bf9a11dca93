package org.llmtutor.service.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code accounts}.
 *
 * @param languages programming languages that a learner can choose
 * @param maxDisplayName characters of a display name at most
 * @param registrationsPerMinute registrations that are taken a minute; more get 429
 * @param maxActiveLearners learners that the {@code active_users} gauge keeps track of at most
 * @param operatorToken the operators' bearer token; empty makes one at first start
 * @param operatorTokenFile where a made token is kept, readable by its owner alone
 * @param failedAuthentications how many wrong tokens operators are told of
 */
public record AccountConfig(
    List<String> languages,
    int maxDisplayName,
    int registrationsPerMinute,
    int maxActiveLearners,
    String operatorToken,
    String operatorTokenFile,
    FailedAuthentications.Burst failedAuthentications) {

  /** Copies the list and checks the bounds. */
  public AccountConfig {
    languages = List.copyOf(languages);
    if (languages.isEmpty()) {
      throw new IllegalArgumentException("accounts.languages: name at least one language");
    }
    if (maxDisplayName < 1 || registrationsPerMinute < 1 || maxActiveLearners < 1) {
      throw new IllegalArgumentException("accounts: every limit must be a positive number");
    }
    if (!operatorToken.isEmpty() && !BearerTokens.wellFormed(operatorToken)) {
      throw new IllegalArgumentException(
          "accounts.operatorToken (OPS_TOKEN): needs %d to %d letters, digits, '-', '_', '.' or '~'"
              .formatted(BearerTokens.MIN_LENGTH, BearerTokens.MAX_LENGTH));
    }
  }

  /** Fills in what the file leaves out. */
  @JsonCreator
  public static AccountConfig of(
      @JsonProperty("languages") @Nullable List<String> languages,
      @JsonProperty("maxDisplayName") @Nullable Integer maxDisplayName,
      @JsonProperty("registrationsPerMinute") @Nullable Integer registrationsPerMinute,
      @JsonProperty("maxActiveLearners") @Nullable Integer maxActiveLearners,
      @JsonProperty("operatorToken") @Nullable String operatorToken,
      @JsonProperty("operatorTokenFile") @Nullable String operatorTokenFile,
      @JsonProperty("failedAuthentications")
          FailedAuthentications.@Nullable Burst failedAuthentications) {
    return new AccountConfig(
        languages == null ? List.of("python", "java") : languages,
        maxDisplayName == null ? 64 : maxDisplayName,
        registrationsPerMinute == null ? 120 : registrationsPerMinute,
        maxActiveLearners == null ? 100_000 : maxActiveLearners,
        operatorToken == null ? "" : operatorToken,
        operatorTokenFile == null ? "data/ops.token" : operatorTokenFile,
        failedAuthentications == null
            ? FailedAuthentications.Burst.of(null, null)
            : failedAuthentications);
  }

  /** The defaults. */
  public static AccountConfig defaults() {
    return of(null, null, null, null, null, null, null);
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "AccountConfig[languages=" + languages + ", operatorToken=…]";
  }
}
