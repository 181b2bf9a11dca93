package org.llmtutor.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmtutor.cli.context.Environment;
import org.llmtutor.cli.context.Ticker;
import org.llmtutor.cli.output.Terminal;

/** Plays a transcript and writes down what really happened, in the same format. */
final class TranscriptRunner {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final Path home;
  private final Peer peer;
  private final String closed;
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private final List<String> played = new ArrayList<>();

  TranscriptRunner(Path home, Peer peer) throws IOException {
    this.home = home;
    this.peer = peer;
    try (ServerSocket socket = new ServerSocket(0)) {
      this.closed = "http://127.0.0.1:" + socket.getLocalPort();
    }
    variables.put("HOME", home.toString());
  }

  /** The transcript with its recorded lines replaced by what happened now. */
  List<String> play(List<String> lines) throws IOException {
    int at = 0;
    while (at < lines.size()) {
      String line = lines.get(at++);
      if (Transcript.isRecorded(line)) {
        continue;
      }
      played.add(line);
      List<String> block = new ArrayList<>();
      char continuation = line.startsWith("file ") ? '|' : line.startsWith("$ ") ? '<' : 0;
      while (at < lines.size() && continuation != 0 && startsWith(lines.get(at), continuation)) {
        played.add(lines.get(at));
        block.add(lines.get(at++).substring(Math.min(2, lines.get(at - 1).length())));
      }
      step(line, block);
    }
    return played;
  }

  private static boolean startsWith(String line, char c) {
    return !line.isEmpty() && line.charAt(0) == c;
  }

  private void step(String line, List<String> block) throws IOException {
    String[] word = line.split(" ", 2);
    switch (word[0]) {
      case "peer" -> peer.reply(word[1]);
      case "env" -> {
        String[] pair = fill(word[1]).split("=", 2);
        variables.put(pair[0], pair[1]);
      }
      case "file" -> file(word[1].split(" "), block);
      case "terminal" -> properties.put("monitorctl.stdout", "terminal");
      case "$" -> command(word[1], block);
      default -> {
        if (!line.isBlank() && !line.startsWith("#")) {
          throw new IOException("not understood: " + line);
        }
      }
    }
  }

  private void file(String[] words, List<String> block) throws IOException {
    Path file = home.resolve(words[0]);
    Files.createDirectories(file.getParent());
    Files.writeString(file, fill(String.join("\n", block) + "\n"));
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(words[1].equals("600") ? "rw-------" : "rw-r--r--"));
  }

  private void command(String command, List<String> stdin) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String input = stdin.isEmpty() ? "" : String.join("\n", stdin) + "\n";
    Environment environment =
        new Environment(
            variables,
            home,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            Clock.fixed(NOW, ZoneOffset.UTC),
            new SteppingTicker(),
            Terminal.detect(variables, properties));
    List<String> words = Transcript.split(fill(command));
    List<String> args = words.subList(1, words.size());
    int code = Monitorctl.run(args, environment, new PrintWriter(out), new PrintWriter(err));
    peer.drainRequests().forEach(request -> played.add("@ " + request));
    record('>', out.toString());
    record('!', err.toString());
    played.add("= " + code);
  }

  private void record(char mark, String text) {
    if (!text.isEmpty()) {
      String visible = neutral(text).replace("\u001b", "^[");
      String body = visible.endsWith("\n") ? visible.substring(0, visible.length() - 1) : visible;
      for (String line : body.split("\n", -1)) {
        played.add((mark + " " + line).stripTrailing());
      }
    }
  }

  private String fill(String text) {
    return text.replace("{url}", peer.url())
        .replace("{authority}", peer.url().substring("http://".length()))
        .replace("{closed}", closed)
        .replace("{home}", home.toString());
  }

  private String neutral(String text) {
    return text.replace(peer.url(), "{url}")
        .replace(closed, "{closed}")
        .replace(home.toString(), "{home}");
  }

  /** Time that passes by 7 ms whenever someone looks, and at once when someone sleeps. */
  private static final class SteppingTicker implements Ticker {

    private long nanos;

    @Override
    public long nanos() {
      nanos += Duration.ofMillis(7).toNanos();
      return nanos;
    }

    @Override
    public void sleep(Duration duration) {
      nanos += duration.toNanos();
    }
  }
}
