package org.llmtutor.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

class JointWorkTest {

  @TempDir Path directory;
  private final List<Integer> sizes = new CopyOnWriteArrayList<>();
  private TestDatabase database;

  @BeforeEach
  void open() {
    database = new TestDatabase(directory);
    database.write(handle -> handle.execute("/* test.create */ CREATE TABLE word (w TEXT)"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Inserts words; refuses those that begin with bad, after it has inserted them. */
  private class Words implements JointWork<String, String> {

    @Override
    public List<String> run(Handle handle, List<String> words) {
      sizes.add(words.size());
      PreparedBatch rows = handle.prepareBatch("/* test.word */ INSERT INTO word VALUES (?)");
      words.forEach(word -> rows.bind(0, word).add());
      rows.execute();
      if (words.stream().anyMatch(word -> word.startsWith("bad"))) {
        throw new IllegalArgumentException(words.get(0));
      }
      return words;
    }

    @Override
    public String finish(Handle handle, String word, String result) {
      if (word.startsWith("late")) {
        throw new IllegalStateException(word);
      }
      return result + " " + MDC.get("who");
    }
  }

  @Test
  void whatWaitsIsDoneTogetherAndEachCallerGetsItsOwn() {
    Words words = new Words();
    List<CompletableFuture<String>> all = write(words, numbered("w", 9));
    assertThat(all.stream().map(CompletableFuture::join))
        .as("and finishes in its own logging context")
        .containsExactlyElementsOf(numbered("w", 9).stream().map(w -> w + " who-" + w).toList());
    assertThat(sizes).containsExactly(9);
    assertThat(stored()).containsExactlyInAnyOrderElementsOf(numbered("w", 9));
  }

  @Test
  void oneThatFailsFailsNoOtherAndLeavesNothing() {
    List<String> asked = new ArrayList<>(numbered("w", 12));
    asked.add(5, "bad");
    asked.add(9, "late");
    List<CompletableFuture<String>> all = write(new Words(), asked);
    assertThat(all.stream().filter(CompletableFuture::isCompletedExceptionally)).hasSize(2);
    assertThatThrownBy(all.get(asked.indexOf("bad"))::join)
        .hasCauseInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(all.get(asked.indexOf("late"))::join)
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(stored()).containsExactlyInAnyOrderElementsOf(numbered("w", 12));
  }

  @Test
  void whenAllFailNothingIsKept() {
    List<CompletableFuture<String>> all = write(new Words(), numbered("bad", 8));
    assertThat(all).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(stored()).isEmpty();
  }

  @Test
  void worksOfTwoKindsDoNotMix() {
    Words one = new Words();
    Words other = new Words();
    List<Supplier<String>> writes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Words kind = i % 2 == 0 ? one : other;
      String word = "w" + i;
      writes.add(() -> database.write(kind, word));
    }
    assertThat(OneBatch.of(database, writes))
        .noneMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(sizes).containsExactly(3, 3);
    assertThat(stored()).hasSize(6);
  }

  private List<CompletableFuture<String>> write(Words words, List<String> asked) {
    List<Supplier<String>> writes = new ArrayList<>();
    for (String word : asked) {
      writes.add(
          () -> {
            MDC.put("who", "who-" + word);
            return database.write(words, word);
          });
    }
    return OneBatch.of(database, writes);
  }

  private List<String> stored() {
    return database.read(
        handle ->
            handle.createQuery("/* test.words */ SELECT w FROM word").mapTo(String.class).list());
  }

  private static List<String> numbered(String word, int count) {
    return IntStream.range(0, count).mapToObj(i -> word + i).toList();
  }
}
