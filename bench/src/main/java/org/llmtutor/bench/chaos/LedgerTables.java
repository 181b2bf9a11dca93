package org.llmtutor.bench.chaos;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the tables of a ledger from outside the service, with SQL of its own. */
final class LedgerTables implements AutoCloseable {

  private final Connection connection;

  LedgerTables(String url) throws SQLException {
    connection = DriverManager.getConnection(url);
  }

  /** A row of {@code llm_call}; amounts in nano-dollars, instants in epoch milliseconds. */
  record Call(
      String requestId,
      @Nullable String key,
      String state,
      long held,
      long input,
      long output,
      long cost,
      @Nullable String error,
      long leaseUntil,
      long settledAt,
      String group,
      List<String> windows) {

    boolean is(String wanted) {
      return state.equals(wanted);
    }
  }

  /** Sums of a group of rows. */
  record Sums(long calls, long input, long output, long cost) {

    static final Sums NONE = new Sums(0, 0, 0, 0);

    Sums plus(Sums other) {
      return new Sums(
          calls + other.calls, input + other.input, output + other.output, cost + other.cost);
    }
  }

  /** A budget window. */
  record Window(long spent, long held) {

    static final Window EMPTY = new Window(0, 0);

    Window plus(Window other) {
      return new Window(spent + other.spent, held + other.held);
    }
  }

  List<Call> calls() throws SQLException {
    List<Call> calls = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM llm_call")) {
      while (row.next()) {
        calls.add(call(row));
      }
    }
    return calls;
  }

  private static Call call(ResultSet row) throws SQLException {
    return new Call(
        row.getString("request_id"),
        row.getString("idempotency_key"),
        row.getString("state"),
        row.getLong("held_nanos"),
        row.getLong("input_tokens"),
        row.getLong("output_tokens"),
        row.getLong("cost_nanos"),
        row.getString("error_type"),
        row.getLong("lease_until"),
        row.getLong("settled_at"),
        group(row),
        windows(
            row.getString("usage_day"),
            row.getString("class_code"),
            row.getString("learner_id"),
            row.getString("model")));
  }

  private static List<String> windows(String day, String classCode, String learner, String model) {
    List<String> windows = new ArrayList<>();
    for (String of : List.of("", model)) {
      addWindows(windows, "platform", "", of, day);
      if (!classCode.isEmpty()) {
        addWindows(windows, "class", classCode, of, day);
      }
      addWindows(windows, "learner", learner, of, day);
    }
    return windows;
  }

  private static void addWindows(
      List<String> windows, String scope, String id, String model, String day) {
    windows.add(String.join(" ", scope, id, model, "daily", day));
    windows.add(String.join(" ", scope, id, model, "monthly", day.substring(0, 8) + "01"));
  }

  /** The daily rollup, by what it groups by. */
  Map<String, Sums> rollup() throws SQLException {
    Map<String, Sums> rollup = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM usage_daily")) {
      while (row.next()) {
        Sums sums =
            new Sums(
                row.getLong("calls"),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                row.getLong("cost_nanos"));
        rollup.merge(group(row), sums, Sums::plus);
      }
    }
    return rollup;
  }

  private static String group(ResultSet row) throws SQLException {
    return String.join(
        " ",
        row.getString("usage_day"),
        row.getString("learner_id"),
        row.getString("class_code"),
        row.getString("provider"),
        row.getString("model"),
        row.getString("feature"),
        row.getString("exercise_id"));
  }

  /** The budget windows by scope, id, model, period and start. */
  Map<String, Window> windows() throws SQLException {
    Map<String, Window> windows = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM budget_window")) {
      while (row.next()) {
        String name =
            String.join(
                " ",
                row.getString("scope"),
                row.getString("scope_id"),
                row.getString("model"),
                row.getString("period"),
                row.getString("window_start"));
        windows.merge(
            name, new Window(row.getLong("spent_nanos"), row.getLong("held_nanos")), Window::plus);
      }
    }
    return windows;
  }

  /** The result of a query of one number. */
  long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** What SQLite finds wrong with its file; {@code ok} when nothing. */
  String integrity() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
