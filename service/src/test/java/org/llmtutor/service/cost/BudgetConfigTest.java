package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sections {@code cost.budgets} and {@code cost.degrade} may say. */
class BudgetConfigTest {

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static CostConfig read(String yaml) throws JsonProcessingException {
    return YAML.readValue(yaml, CostConfig.class);
  }

  @Test
  void aPlainNumberIsHardAndAnObjectTellsMore() throws JsonProcessingException {
    CostConfig.Budgets budgets =
        read("""
                budgets:
                  platform:
                    daily: 100
                    monthly: {limit: 2000.50, mode: soft, warnAt: 0.9}
                    models: {gpt-5.6-sol: {daily: "5.25"}}
                  class: {daily: none}
                  learner: {daily: 0.1, monthly: ""}
                """)
            .budgets();
    assertThat(budgets.platform().daily()).isEqualTo(new BudgetLimit(Usd.parse("100"), true, 0.8));
    assertThat(budgets.platform().monthly())
        .isEqualTo(new BudgetLimit(Usd.parse("2000.50"), false, 0.9));
    assertThat(budgets.platform().of("gpt-5.6-sol", "daily").amount()).isEqualTo(Usd.parse("5.25"));
    assertThat(budgets.platform().of("other", "daily").amount()).isNull();
    assertThat(budgets.schoolClass().daily().amount()).isNull();
    assertThat(budgets.learner().daily().amount()).isEqualTo(Usd.parse("0.1"));
    assertThat(budgets.learner().monthly().amount()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "budgets: {learner: {daily: -1}}                          | -1 is negative",
        "budgets: {learner: {daily: much}}                        | much': not an amount",
        "budgets: {learner: {daily: {limit: 1, mode: firm}}}      | mode: 'firm' is unknown",
        "budgets: {learner: {daily: {limit: 1, warnAt: 80}}}      | warnAt: 80.0 is out of range",
        "budgets: {learner: {daily: {limits: 1}}}                 | Unrecognized field \"limits\"",
        "degrade: [{at: 0.8, do: nothing}]                        | do: 'nothing' is unknown",
        "degrade: [{at: 0.8, do: cheaper-model}]                  | provider names an entry",
        "degrade: [{at: 0.8, do: shorter-context}]                | at least one",
        "degrade: [{at: 8, do: hints-only}]                       | at: 8.0 is out of range",
        "degrade: [{at: 1, do: hints-only}, {at: 1, do: shorter-context, maxOutputTokens: 9}] | no step can come after it",
        "degrade: [{at: 0.9, do: shorter-context, maxOutputTokens: 9}, {at: 0.8, do: hints-only}] | 0.8 comes after 0.9",
        "grace: {exchanges: -1}                                   | cost.grace.exchanges: -1"
      })
  void whatCannotBeMeantIsToldWithItsRemedy(String yaml, String problem) {
    assertThatThrownBy(() -> read(yaml.strip())).hasMessageContaining(problem.strip());
  }
}
