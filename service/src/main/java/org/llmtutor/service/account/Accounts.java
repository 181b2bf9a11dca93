package org.llmtutor.service.account;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.ProfilePatch;
import org.llmtutor.api.RegistrationRequest;
import org.llmtutor.api.SchoolClass;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.Metrics;

/** Registration and look-up of learners. Safe for concurrent use. */
public final class Accounts {

  private static final List<String> LEVELS = List.of("beginner", "intermediate", "advanced");
  private static final Pattern CLASS_CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
  private static final int MAX_TITLE = 100;

  private final Database database;
  private final AccountConfig config;
  private final Clock clock;
  private final LabeledCounter registered;

  /** Accounts in {@code database}; registers the counter, so once per {@code metrics}. */
  public Accounts(Database database, AccountConfig config, Metrics metrics, Clock clock) {
    this.database = database;
    this.config = config;
    this.clock = clock;
    this.registered = metrics.counter("learners_registered_total", "Learners that registered.");
  }

  /** A learner with the token that is shown this once. */
  record Registered(Learner learner, String token) {}

  Registered register(RegistrationRequest request) {
    Learner learner =
        new Learner(
            UlidCreator.getMonotonicUlid().toString(),
            name(request.displayName()),
            request.level() == null ? LEVELS.get(0) : level(request.level()),
            request.languages() == null ? config.languages() : languages(request.languages()),
            request.classCode() == null ? null : classCode(request.classCode()),
            // As precise as it is stored, so that the profile is the same ever after.
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    String token = BearerTokens.make("lrn_");
    database.write(
        handle -> {
          if (learner.classCode() != null && !AccountDao.classExists(handle, learner.classCode())) {
            throw unknownClass();
          }
          AccountDao.insert(handle, learner, BearerTokens.hash(token));
          return learner;
        });
    registered.inc();
    return new Registered(learner, token);
  }

  /** Changes what {@code patch} names; a change of something else at the same time is kept. */
  Learner change(Learner learner, ProfilePatch patch) {
    String name = patch.displayName() == null ? null : name(patch.displayName());
    String level = patch.level() == null ? null : level(patch.level());
    List<String> languages = patch.languages() == null ? null : languages(patch.languages());
    return database.write(
        handle -> {
          Learner current = AccountDao.find(handle, learner.id()).orElse(learner);
          Learner changed =
              new Learner(
                  current.id(),
                  name == null ? current.displayName() : name,
                  level == null ? current.level() : level,
                  languages == null ? current.languages() : languages,
                  current.classCode(),
                  current.createdAt());
          AccountDao.update(handle, changed);
          return changed;
        });
  }

  Optional<Learner> findByToken(String token) {
    return database.read(handle -> AccountDao.findByToken(handle, BearerTokens.hash(token)));
  }

  void putClass(String code, @Nullable String title) {
    classCode(code);
    String shown = title == null ? code : text("title", title, MAX_TITLE);
    database.write(
        handle -> {
          AccountDao.putClass(handle, code, shown, clock.instant());
          return code;
        });
  }

  List<SchoolClass> classes() {
    return database.read(AccountDao::classes);
  }

  private String name(@Nullable String name) {
    if (name == null) {
      throw ApiException.invalid("display_name is missing.");
    }
    return text("display_name", name, config.maxDisplayName());
  }

  private static String text(String field, String value, int max) {
    String text = value.strip();
    boolean control = text.codePoints().anyMatch(Character::isISOControl);
    if (text.isEmpty() || text.length() > max || control) {
      throw ApiException.invalid(
          field + " needs 1 to " + max + " characters, none of them a control character.");
    }
    return text;
  }

  private static String level(String level) {
    if (!LEVELS.contains(level)) {
      throw ApiException.invalid("level is one of " + String.join(", ", LEVELS) + ".");
    }
    return level;
  }

  private List<String> languages(List<String> languages) {
    boolean known =
        languages.stream().allMatch(name -> name != null && config.languages().contains(name));
    if (languages.isEmpty() || !known || languages.stream().distinct().count() < languages.size()) {
      throw ApiException.invalid(
          "languages lists each of "
              + String.join(", ", config.languages())
              + " once at most, and at least one.");
    }
    return List.copyOf(languages);
  }

  private static String classCode(String code) {
    if (!CLASS_CODE.matcher(code).matches()) {
      throw unknownClass();
    }
    return code;
  }

  private static ApiException unknownClass() {
    return ApiException.invalid(
        "No class has this class_code. Ask the teacher for it, or leave it out.");
  }
}
