package org.llmtutor.rules.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {

  private static final List<String> FIELDS =
      List.of("alert", "annotations", "expr", "for", "keep_firing_for", "labels", "record");

  @ParameterizedTest
  @CsvSource({
    "anotations, annotations",
    "annotation, annotations",
    "lables, labels",
    "exp, expr",
    "fro, for",
    "keepFiringFor, keep_firing_for",
    "ALERT, alert",
    "--lables, labels",
  })
  void findsWhatWasMeant(String written, String meant) {
    assertThat(DidYouMean.nearest(written, FIELDS)).contains(meant);
  }

  @Test
  void suggestsNothingFarFetched() {
    assertThat(DidYouMean.nearest("zzz", FIELDS)).isEmpty();
    assertThat(DidYouMean.nearest("description", FIELDS)).isEmpty();
    assertThat(DidYouMean.nearest("a".repeat(100_000), FIELDS)).isEmpty();
    assertThat(DidYouMean.nearest("-o", List.of("-h", "-V"))).isEmpty();
  }

  @Test
  void endsAMessageWithWhatWasMeantOrWithAnotherRemedy() {
    assertThat(DidYouMean.remedy("lables", FIELDS, "see --help"))
        .isEqualTo("did you mean 'labels'?");
    assertThat(DidYouMean.remedy("zzz", FIELDS, "see --help")).isEqualTo("see --help");
  }
}
