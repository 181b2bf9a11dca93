package org.llmtutor.service.history.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapedNameTest {

  @ParameterizedTest
  @CsvSource({
    "job, job",
    "U__http_2e_status, http.status",
    "U__a__b_2F_c, a_b/c",
    "U___1F600_, 😀",
    "U___2e__2e_, ..",
    "U__, ''",
    "U__a_b, U__a_b",
    "U__a_, U__a_",
    "U__a_zz_, U__a_zz_",
    "U__a_d800_, U__a_d800_",
    "U__a_ffffff_, U__a_ffffff_"
  })
  void anEscapedNameIsReadAndABrokenOneStays(String text, String name) {
    assertThat(EscapedName.read(text)).isEqualTo(name);
  }
}
