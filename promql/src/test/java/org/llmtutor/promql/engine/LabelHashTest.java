package org.llmtutor.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.promql.model.Labels;

class LabelHashTest {

  @ParameterizedTest
  @CsvSource({
    "'', ef46db3751d8e999",
    "a, d24ec4f1a98c6e5b",
    "abc, 44bc2cf5ad770999",
    "Nobody inspects the spammish repetition, fbcea83c8a378bf1",
  })
  void computesTheReferenceValuesOfXxh64(String text, String hash) {
    long computed = LabelHash.xxh64(text.getBytes(StandardCharsets.UTF_8));
    assertThat(Long.toHexString(computed)).isEqualTo(hash);
  }

  @Test
  void spreadsLabelsOverTheUnitInterval() {
    int low = 0;
    for (int i = 0; i < 1000; i++) {
      double share = LabelHash.share(Labels.of("__name__", "m", "i", Integer.toString(i)));
      assertThat(share).isBetween(0.0, 1.0);
      low += share < 0.5 ? 1 : 0;
    }
    assertThat(low).isBetween(400, 600);
  }

  @Test
  void readsLongValuesToo() {
    assertThat(LabelHash.share(Labels.of("a", "x".repeat(300))))
        .isNotEqualTo(LabelHash.share(Labels.of("a", "x".repeat(301))));
  }
}
