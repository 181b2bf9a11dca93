package org.llmtutor.service.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.account.TestLearners;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.database.FileReport;
import org.llmtutor.service.database.TestDatabase;
import org.llmtutor.service.telemetry.Metrics;

class CompletionsTest {

  private static final Learner LEARNER =
      new Learner("L1", "Name", "beginner", List.of("java"), null, Instant.EPOCH);
  private static final Exercise EXERCISE = Catalogue.packaged().find("loops-easy").orElseThrow();

  private final CollectorRegistry registry = new CollectorRegistry();
  private TestDatabase real;
  private LossyCommits database;
  private Completions completions;

  @BeforeEach
  void open(@TempDir Path folder) {
    real = new TestDatabase(folder);
    TestLearners.add(real, LEARNER);
    database = new LossyCommits(real);
    completions = new Completions(database, new Metrics(registry), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    real.close();
  }

  @Test
  void showsZerosBeforeAnythingIsCompleted() {
    assertThat(counter()).isZero();
  }

  @Test
  void countsOnlyWhatIsDurable() {
    database.lossy = true;
    assertThatThrownBy(() -> completions.complete(LEARNER, EXERCISE, "java"))
        .hasMessage("the disk is full");
    assertThat(counter()).isZero();
    assertThat(completions.isCompleted(LEARNER, EXERCISE)).isFalse();
    database.lossy = false;
    completions.complete(LEARNER, EXERCISE, "java");
    completions.complete(LEARNER, EXERCISE, "python");
    assertThat(counter()).isEqualTo(1);
  }

  @Test
  void doesNotCountAgainAfterARestart() {
    completions.complete(LEARNER, EXERCISE, "java");
    CollectorRegistry afterRestart = new CollectorRegistry();
    new Completions(database, new Metrics(afterRestart), Clock.systemUTC())
        .complete(LEARNER, EXERCISE, "java");
    assertThat(counter(afterRestart)).isZero();
  }

  private double counter() {
    return counter(registry);
  }

  private static double counter(CollectorRegistry registry) {
    return Objects.requireNonNull(
        registry.getSampleValue(
            "exercises_completed_total",
            new String[] {"programming_language", "difficulty"},
            new String[] {"java", "easy"}));
  }

  /** Does the work and then loses the commit, which a real database does only when it breaks. */
  private static final class LossyCommits implements Database {

    private final Database database;
    private boolean lossy;

    LossyCommits(Database database) {
      this.database = database;
    }

    @Override
    public <T> T read(Function<Handle, T> work) {
      return database.read(work);
    }

    @Override
    public <T> T snapshot(Function<Handle, T> work) {
      return database.snapshot(work);
    }

    @Override
    public FileReport checkFiles(Duration deadline) {
      return database.checkFiles(deadline);
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
      return database.write(
          handle -> {
            T result = work.apply(handle);
            if (lossy) {
              throw new IllegalStateException("the disk is full");
            }
            return result;
          });
    }
  }
}
