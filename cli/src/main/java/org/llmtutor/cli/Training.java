package org.llmtutor.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.llmtutor.cli.context.Environment;
import org.llmtutor.cli.context.Ticker;
import org.llmtutor.cli.output.Terminal;

/**
 * Runs the usual commands once against a server of its own, so that the archive of classes that the
 * launcher makes holds what they load. Leaves nothing behind.
 */
public final class Training {

  private static final String REPLY =
      """
      {"status":"success","version":"0","uptime_seconds":1,"database":"connected",
       "redis":"disabled","monitoring":{"sentry":"disabled","metrics":"enabled"},
       "checks":{"database":{"status":"ok","required":true,"duration_ms":1}},
       "from":"2026-01-01","to":"2026-01-02","zone":"UTC","by":["model"],
       "rows":[{"key":{"model":"m"},"calls":1,"tokens":{"input":1,"output":1},"cost_usd":0.1,
                "unknown_calls":0,"unknown_usd":0}],
       "total":{"key":{},"calls":1,"tokens":{"input":1,"output":1},"cost_usd":0.1,
                "unknown_calls":0,"unknown_usd":0},
       "rows_omitted":0,"generated_at":"2026-01-01T00:00:00Z",
       "data":{"resultType":"matrix","result":[
         {"metric":{"job":"a"},"values":[[1,"1"],[2,"2"]]}]}}
      """;

  static final String RULES =
      """
      # Of each kind a little: what usual rules load, and what their mistakes load.
      groups:
        - name: training
          interval: 30s
          rules:
            - record: job:http_requests:rate5m
              expr: sum by (job) (rate(http_requests_total{job!=""}[5m]))
              labels: {team: "one"}
            - alert: Down
              expr: up{job="tutor"} == 0
              for: 5m
              labels: {severity: page}
              annotations:
                summary: "{{ $labels.job }} is down: {{ $value | humanize }}"
                description: 'Of {{ $labels.instance }} since {{ $value | printf "%.2f" }}.'
                runbook_url: https://example.com/down
            - alert: Errors
              expr: |
                sum by (job, route) (rate(http_requests_total{status=~"5..|4.9", route!~"/api/.+"}[5m]))
                  / on (job) group_left sum by (job) (rate(http_requests_total[5m] offset 1h)) > 0.05
                and on (job) job:http_requests:rate5m > 1e-3
              for: 1h30m
              keep_firing_for: 5m
              labels: {severity: ticket}
              annotations:
                summary: "{{ with query `up` }}{{ . | first | value | humanizePercentage }}{{ end }}"
            - alert: Slow
              expr: histogram_quantile(0.95, sum without (pod) (rate(latency_seconds_bucket[10m]))) > 2
              annotations: {summary: "{{ $labels.pod }}"}
            - alert: Gone
              expr: absent(up{job=~"tutor|.*"}) or max_over_time(up[1h:5m]) < bool 1
            - alert: Odd
              expr: topk(3, avg by (le) (increase(memory_bytes[30s]))) > -1 unless vector(0)
            - alert: down
              exprr: up
            - alert: Wrong
              expr: sum(rate(up[5m]) by (job
      """;

  private Training() {}

  /**
   * Runs once.
   *
   * @param args none
   * @throws IOException when no port can be had
   */
  public static void main(String[] args) throws IOException {
    Main.prepare();
    Objects.requireNonNull(Environment.system());
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> serve(server), "training");
      thread.setDaemon(true);
      thread.start();
      String url = "http://127.0.0.1:" + server.getLocalPort();
      run("--help");
      run("--version");
      run("health", "--url", url);
      run("cost-report", "--url", url, "--since", "7d");
      run("cost-report", "--url", url, "--day", "2026-01-01", "-o", "csv");
      run("prices", "list", "packaged");
      run("query", "up", "--prometheus", url, "--since", "1h");
      run("query", "up", "--prometheus", url, "--since", "1h", "-o", "chart");
      run("alerts", "--prometheus", url);
      run("metrics", "-");
      run("smoke", "--url", url);
      runCheckAlerts();
      run("mistyped");
    }
  }

  private static void runCheckAlerts() throws IOException {
    Path rules = Files.createTempFile("training", ".yml");
    try {
      Files.writeString(rules, RULES);
      run("check-alerts", rules.toString());
      run("check-alerts", rules.toString(), "-o", "json");
    } finally {
      Files.delete(rules);
    }
  }

  private static void run(String... args) {
    InputStream page =
        new ByteArrayInputStream(
            "# TYPE a counter\na{b=\"c\"} 1\n".getBytes(StandardCharsets.UTF_8));
    Environment environment =
        new Environment(
            Map.of("HOME", "/nonexistent"),
            Path.of("/nonexistent"),
            page,
            Clock.systemUTC(),
            Ticker.system(),
            new Terminal(true, false, OptionalInt.of(100), true, true));
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Monitorctl.run(List.of(args), environment, nowhere, nowhere);
  }

  private static void serve(ServerSocket server) {
    byte[] body = REPLY.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    while (!server.isClosed()) {
      try (Socket socket = server.accept();
          OutputStream out = socket.getOutputStream()) {
        awaitHead(socket.getInputStream());
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
      } catch (IOException e) {
        // The run is over, or one call of it broke; either way the next call tells.
      }
    }
  }

  private static void awaitHead(InputStream in) throws IOException {
    int last = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c != '\r') {
        if (c == '\n' && last == '\n') {
          return;
        }
        last = c;
      }
    }
  }
}
