package org.llmtutor.cli.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedInputTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8191, 8192, 100_000})
  void findsTheSecretHoweverTheReplyIsCut(int step) throws IOException {
    String around = "a".repeat(8_190);
    String text = "abcabcd" + around + "abcd" + around + "abcabcabcdabc";
    String masked = "abc****" + around + "****" + around + "abcabc****abc";

    assertThat(read(MaskedInput.of(cut(text, step), "abcd"))).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "nothing of the kind"})
  void leavesTheRestAsItIs(String text) throws IOException {
    assertThat(read(MaskedInput.of(cut(text, 5), "abcd"))).isEqualTo(text);
    assertThat(read(MaskedInput.of(cut(text, 5), ""))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: one\n\n"})
  void givesWhatCameWithoutWaitingForMore(String event) throws IOException {
    InputStream hanging =
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            int count = super.read(into, offset, length);
            if (count < 0) {
              throw new AssertionError("waits for more");
            }
            return count;
          }
        };
    byte[] into = new byte[100];
    assertThat(MaskedInput.of(hanging, "abcd").read(into)).isEqualTo(event.length());
  }

  private static InputStream cut(String text, int step) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(step, length));
      }
    };
  }

  private static String read(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
