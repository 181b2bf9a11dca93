package org.llmtutor.bench.chaos;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at the platform's daily budget window all the time, from outside the service. */
final class BudgetWatch implements AutoCloseable {

  private static final String USED =
      """
      SELECT spent_nanos + held_nanos FROM budget_window
      WHERE scope = 'platform' AND period = 'daily' AND model = '' ORDER BY window_start DESC
      """;
  private static final long PAUSE_MILLIS = 2;

  private final String url;
  private final List<Sample> samples = new ArrayList<>();
  private final Thread thread = new Thread(this::look, "budget-watch");
  private volatile boolean stopped;
  private volatile @Nullable SQLException failure;

  /**
   * What was spent and held between two moments of {@link System#nanoTime}.
   *
   * @param used nano-dollars
   */
  record Sample(long asked, long told, long used) {}

  BudgetWatch(String url) {
    this.url = url;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void look() {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement query = connection.prepareStatement(USED)) {
      while (!stopped) {
        long asked = System.nanoTime();
        try (ResultSet row = query.executeQuery()) {
          long used = row.next() ? row.getLong(1) : 0;
          samples.add(new Sample(asked, System.nanoTime(), used));
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (SQLException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything that was seen; ends the watch. */
  List<Sample> stop() throws InterruptedException, SQLException {
    stopped = true;
    thread.join();
    SQLException failed = failure;
    if (failed != null) {
      throw failed;
    }
    return List.copyOf(samples);
  }

  @Override
  public void close() {
    stopped = true;
  }
}
