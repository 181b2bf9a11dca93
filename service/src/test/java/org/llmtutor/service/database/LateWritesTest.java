package org.llmtutor.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class LateWritesTest {

  private final List<String> written = new ArrayList<>();
  private final Switchable database = new Switchable();
  private final LateWrites late = new LateWrites(database, 2);

  /** A database that can be away, which a real one cannot be told to be. */
  private static final class Switchable implements Database {

    private boolean away;

    @Override
    public <T> T read(Function<Handle, T> work) {
      return write(work);
    }

    @Override
    public <T> T write(Function<Handle, T> work) {
      if (away) {
        throw new DatabaseException.Unavailable("away", new IllegalStateException());
      }
      return Jdbi.create("jdbc:sqlite::memory:").withHandle(work::apply);
    }

    @Override
    public <T> T snapshot(Function<Handle, T> work) {
      return write(work);
    }

    @Override
    public FileReport checkFiles(Duration deadline) {
      return FileReport.unchecked("in memory");
    }
  }

  private Function<Handle, String> note(String text) {
    return handle -> {
      written.add(text);
      return text;
    };
  }

  @Test
  void whatCanBeWrittenNowIs() {
    assertThat(late.write(note("a"))).contains("a");
    assertThat(late.waiting()).isZero();
  }

  @Test
  void whatCannotWaitsInOrderAndNoMoreThanTheBound() {
    database.away = true;
    assertThat(late.write(note("a"))).isEmpty();
    assertThat(late.write(note("b"))).isEmpty();
    assertThat(late.write(note("lost"))).isEmpty();
    late.retry();
    assertThat(late.waiting()).isEqualTo(2);
    database.away = false;
    late.retry();
    late.retry();
    assertThat(written).containsExactly("a", "b");
    assertThat(late.waiting()).isZero();
    assertThat(late.lost()).isEqualTo(1);
  }

  @Test
  void whatCannotSucceedIsDroppedSoThatTheRestIsWritten() {
    late.later(
        handle -> {
          throw new IllegalStateException("a bug");
        });
    late.later(note("b"));
    late.retry();
    assertThat(written).containsExactly("b");
    assertThat(late.waiting()).isZero();
    assertThat(late.lost()).isEqualTo(1);
  }

  @Test
  void aFailureThatIsNotTheDatabasesIsTheCallers() {
    assertThatThrownBy(
            () ->
                late.write(
                    handle -> {
                      throw new IllegalStateException("a bug");
                    }))
        .hasMessage("a bug");
    assertThat(late.waiting()).isZero();
  }
}
