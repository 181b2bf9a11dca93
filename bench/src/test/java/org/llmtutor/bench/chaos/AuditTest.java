package org.llmtutor.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each check of the audit finds what it is there for. */
@Tag("fault-01")
class AuditTest {

  private static final Lesson LESSON = Lesson.number("test", 1, 1);
  private static final Lesson.Tokens TOKENS = Lesson.tokens(LESSON.key());
  private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
  private static final Map<String, Provider.Served> SERVED =
      Map.of(LESSON.requestId(1), new Provider.Served(START, START.plusMillis(20)));
  private static final long HELD = 1_000_000;

  private static LedgerTables.Call row(String state, long cost) {
    return new LedgerTables.Call(
        LESSON.requestId(1),
        LESSON.key(),
        state,
        HELD,
        TOKENS.input(),
        TOKENS.output(),
        cost,
        state.equals("unknown") ? "lease_expired" : null,
        START.toEpochMilli(),
        START.plusSeconds(1).toEpochMilli(),
        "group",
        List.of("platform  daily 2026-11-25"));
  }

  private static LedgerTables.Call settled() {
    return row("settled", TOKENS.costNanos());
  }

  private static Map<String, JsonNode> reply(long input) throws IOException {
    String text =
        "{\"usage\":{\"input\":%d,\"output\":%d},\"cost_usd\":%s}"
            .formatted(
                input, TOKENS.output(), BigDecimal.valueOf(TOKENS.costNanos(), 9).toPlainString());
    return Map.of(LESSON.key(), new ObjectMapper().readTree(text));
  }

  private static List<String> differences(Audit audit) {
    return audit.checks().stream().flatMap(check -> check.differences().stream()).toList();
  }

  private static Audit of(LedgerTables.Call... calls) {
    return new Audit(List.of(calls), SERVED);
  }

  @Test
  void findsNothingWhenAllIsWell() throws IOException {
    Audit audit = of(settled());
    audit.acknowledged(reply(TOKENS.input()));
    audit.nothingTwice();
    audit.nothingLost();
    audit.rollup(
        Map.of(
            "group",
            new LedgerTables.Sums(1, TOKENS.input(), TOKENS.output(), TOKENS.costNanos())));
    audit.windows(
        Map.of("platform  daily 2026-11-25", new LedgerTables.Window(TOKENS.costNanos(), 0)));
    audit.leases(List.of(START));
    audit.exposure(BigDecimal.ZERO);
    assertThat(differences(audit)).isEmpty();
    assertThat(audit.checks()).hasSize(7);
  }

  @Test
  void findsAReplyThatIsNotBookedAndOneWithOtherTokens() throws IOException {
    Audit missing = of(row("unknown", 0));
    missing.acknowledged(reply(TOKENS.input()));
    assertThat(differences(missing)).singleElement().asString().contains("0 settled rows");
    Audit other = of(settled());
    other.acknowledged(reply(TOKENS.input() + 1));
    assertThat(differences(other)).singleElement().asString().contains("input tokens");
  }

  @Test
  void findsACallThatIsBookedTwiceAndOneThatIsNot() {
    Audit twice = of(settled(), settled());
    twice.nothingTwice();
    assertThat(differences(twice)).hasSize(2);
    Audit lost = of(row("released", 0));
    lost.nothingLost();
    assertThat(differences(lost)).hasSize(1);
  }

  @Test
  void findsSumsThatAreNotThoseOfTheRows() {
    Audit audit = of(settled(), row("unknown", 0));
    audit.rollup(Map.of());
    audit.windows(
        Map.of("platform  daily 2026-11-25", new LedgerTables.Window(TOKENS.costNanos(), 0)));
    audit.exposure(BigDecimal.ZERO);
    assertThat(differences(audit)).hasSize(3);
  }

  @Test
  void findsAHoldThatOutlivesItsLease() {
    Audit audit = of(row("held", 0));
    audit.leases(List.of(START));
    assertThat(differences(audit)).hasSize(1);
  }

  @Test
  void tellsARefusalWithRoomFromOneWithout() {
    List<BudgetWatch.Sample> samples =
        List.of(
            new BudgetWatch.Sample(0, 1, 0),
            new BudgetWatch.Sample(10, 11, 95),
            new BudgetWatch.Sample(20, 21, 0),
            new BudgetWatch.Sample(30, 31, 0));
    Audit audit = of();
    audit.budget(
        TOKENS.costNanos() * 2,
        TOKENS.costNanos() * 2 - 50,
        samples,
        List.of(new Rush.Refusal("right", 5, 15), new Rush.Refusal("wrong", 22, 29)));
    assertThat(differences(audit)).singleElement().asString().contains("wrong");
  }

  @Test
  void findsABudgetThatWasOverrun() {
    Audit audit = of();
    audit.budget(50, 1, List.of(new BudgetWatch.Sample(0, 1, 51)), List.of());
    assertThat(differences(audit)).hasSize(2);
  }
}
