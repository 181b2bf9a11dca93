package org.llmtutor.service.cost;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.llmtutor.api.LedgerRow;

/** A row is booked on the day on which it began, in the platform's zone. */
final class DayCheck implements LedgerCheck {

  private final Findings findings;
  private final ZoneId zone;

  DayCheck(ZoneId zone, int most) {
    this.zone = zone;
    findings =
        new Findings(
            "ledger/days",
            "the day a row is booked on, with the time at which it began",
            "rows beside their day by one are as 'zone' was when they were booked; set it back if"
                + " that was not meant. Others were changed: see 'monitorctl ledger show ID'",
            most);
  }

  @Override
  public void row(LedgerRow row) {
    findings.compared(1);
    LocalDate booked = LocalDate.parse(row.usageDay());
    LocalDate began = LocalDate.ofInstant(row.startedAt(), zone);
    long apart = Math.abs(ChronoUnit.DAYS.between(booked, began));
    String text = "is booked on " + booked + " and began on " + began + " in " + zone.getId();
    if (apart == 1) {
      findings.warning("row " + row.id(), text);
    } else if (apart > 1) {
      findings.problem("row " + row.id(), text);
    }
  }

  @Override
  public Findings findings() {
    return findings;
  }
}
