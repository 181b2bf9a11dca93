package org.llmtutor.service.cost;

import java.time.LocalDate;
import org.jdbi.v3.core.Handle;
import org.llmtutor.api.LedgerRow;

/** One idempotency key is paid for once: no two whole replies for the same attempt. */
final class KeyCheck implements LedgerCheck {

  private final Findings findings;
  private boolean anyKey;

  KeyCheck(int most) {
    findings =
        new Findings(
            "ledger/keys",
            "idempotency keys, each paid for once",
            "two replies were paid for one request; see both rows with 'monitorctl ledger show"
                + " ID' and the log of their requests",
            most);
  }

  @Override
  public void begin(Handle handle, LocalDate day) {
    anyKey = false;
  }

  @Override
  public void row(LedgerRow row) {
    if (row.idempotencyKey() != null) {
      anyKey = true;
      findings.compared(1);
    }
  }

  @Override
  public void end(Handle handle, LocalDate day) {
    if (!anyKey) {
      return;
    }
    for (LedgerRowDao.DoubleKey key : LedgerRowDao.doubleKeys(handle, day)) {
      String subject = "rows " + key.firstId() + " to " + key.lastId();
      String paid = key.calls() + " whole replies were paid for one key";
      if (key.overlap()) {
        findings.problem(subject, paid + " at the same time", key.more().nanos());
      } else {
        findings.warning(subject, paid + ", one after the other; the first was not acknowledged");
      }
    }
  }

  @Override
  public Findings findings() {
    return findings;
  }
}
