package org.llmtutor.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptStatementsTest {

  private static final String INSERT = "INSERT INTO word (text, note) VALUES (?, ?)";
  private static final String SELECT = "SELECT text FROM word ORDER BY text";

  private final KeptStatements statements = new KeptStatements();
  private Handle handle;

  @BeforeEach
  void open() {
    handle =
        Jdbi.create("jdbc:sqlite::memory:")
            .setStatementBuilderFactory(connection -> statements)
            .open();
    handle.execute("CREATE TABLE word (text TEXT PRIMARY KEY, note TEXT)");
  }

  @AfterEach
  void close() {
    handle.close();
    assertThat(statements.kept()).isZero();
  }

  @Test
  void aStatementIsPreparedOnce() {
    int before = statements.kept();
    for (int i = 0; i < 10; i++) {
      handle.execute(INSERT, "w" + i, "n");
    }
    assertThat(statements.kept()).isEqualTo(before + 1);
    assertThat(words()).hasSize(10);
  }

  @Test
  void aStatementThatFailedWorksAgain() {
    handle.execute(INSERT, "a", "n");
    assertThatThrownBy(() -> handle.execute(INSERT, "a", "n"))
        .isInstanceOf(UnableToExecuteStatementException.class);
    handle.execute(INSERT, "b", "n");
    assertThat(words()).containsExactly("a", "b");
  }

  @Test
  void aStatementThatFailedInATransactionDoesNotHinderTheRollback() {
    handle.execute(INSERT, "a", "n");
    handle.begin();
    handle.savepoint("one");
    handle.execute(INSERT, "b", "n");
    assertThatThrownBy(() -> handle.execute(INSERT, "b", "n"))
        .isInstanceOf(UnableToExecuteStatementException.class);
    handle.rollbackToSavepoint("one");
    handle.execute(INSERT, "c", "n");
    handle.commit();
    assertThat(words()).containsExactly("a", "c");
  }

  @Test
  void aResultMayStillBeReadWhileItsStatementRunsAgain() {
    handle.execute(INSERT, "a", "n");
    handle.execute(INSERT, "b", "n");
    List<String> pairs =
        handle.createQuery(SELECT).mapTo(String.class).stream()
            .flatMap(first -> words().stream().map(second -> first + second))
            .toList();
    assertThat(pairs).containsExactly("aa", "ab", "ba", "bb");
    assertThat(words()).containsExactly("a", "b");
  }

  @Test
  void aBatchDoesNotRepeatTheOneBefore() {
    for (String word : List.of("a", "b")) {
      PreparedBatch batch = handle.prepareBatch(INSERT);
      batch.add(word, "n").add(word + word, "n").execute();
    }
    assertThat(words()).containsExactly("a", "aa", "b", "bb");
  }

  @Test
  void aChangedSchemaIsSeen() {
    assertThat(words()).isEmpty();
    handle.execute("DROP TABLE word");
    handle.execute("CREATE TABLE word (note TEXT, text TEXT)");
    handle.execute(INSERT, "a", "n");
    assertThat(words()).containsExactly("a");
  }

  @Test
  void theLeastRecentlyUsedAreGivenUp() {
    for (int i = 0; i < 250; i++) {
      assertThat(handle.createQuery("SELECT " + i).mapTo(Integer.class).one()).isEqualTo(i);
      assertThat(words()).isEmpty();
    }
    assertThat(statements.kept()).isEqualTo(100);
  }

  private List<String> words() {
    return handle.createQuery(SELECT).mapTo(String.class).list();
  }
}
