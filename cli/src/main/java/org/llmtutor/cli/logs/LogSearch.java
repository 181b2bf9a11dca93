package org.llmtutor.cli.logs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Picks the lines of requests or of a trace out of all lines that it is handed, and remembers what
 * helps when there are none: ids that look alike, and how far back the lines go.
 */
final class LogSearch implements Consumer<String> {

  /** Lines that are kept at most. */
  static final int MAX_LINES = 10_000;

  private static final int MOST_NEAR = 3;

  private final Set<String> requests;
  private final List<NearId> meant;
  private final @Nullable String trace;
  private final @Nullable Instant since;
  private final List<LogLine> found = new ArrayList<>();
  private final Set<String> near = new TreeSet<>();
  private final Set<String> compared = new HashSet<>();
  private String earliest = "";
  private String latest = "";
  private long omitted;

  /**
   * A search.
   *
   * @param requests ids of requests; empty when a trace is looked for
   * @param trace id of a trace
   * @param since lines before that are left aside
   */
  LogSearch(Set<String> requests, @Nullable String trace, @Nullable Instant since) {
    this.requests = Set.copyOf(requests);
    this.meant = requests.stream().map(NearId::new).toList();
    this.trace = trace;
    this.since = since;
  }

  @Override
  public void accept(String text) {
    noteTime(text);
    boolean wanted = trace == null ? mayBeOfRequest(text) : text.contains(trace);
    if (!wanted) {
      return;
    }
    Optional<LogLine> line = LogLineReader.read(text).filter(this::isWanted);
    if (line.isPresent() && found.size() >= MAX_LINES) {
      omitted++;
    } else {
      line.ifPresent(found::add);
    }
  }

  private boolean isWanted(LogLine line) {
    boolean named =
        trace == null
            ? line.requestId() != null && requests.contains(line.requestId())
            : trace.equals(line.traceId());
    return named && (since == null || !line.time().isBefore(since));
  }

  private boolean mayBeOfRequest(String text) {
    String id = LogLineReader.requestId(text);
    if (id == null) {
      return false;
    } else if (requests.contains(id)) {
      return true;
    }
    if (found.isEmpty() && near.size() < MOST_NEAR && compared.add(id)) {
      compareWith(id);
    }
    // A message may name an id before the line's own.
    for (String wanted : requests) {
      if (text.contains(wanted)) {
        return true;
      }
    }
    return false;
  }

  private void compareWith(String id) {
    if (compared.size() > MAX_LINES) {
      compared.clear();
    }
    for (NearId wanted : meant) {
      if (wanted.isNear(id)) {
        near.add(id);
      }
    }
  }

  /** Compared as texts, which is their order within one zone; parsing each would take longest. */
  private void noteTime(String text) {
    String time = LogLineReader.timeText(text);
    if (!time.isEmpty()) {
      earliest = earliest.isEmpty() || time.compareTo(earliest) < 0 ? time : earliest;
      latest = time.compareTo(latest) > 0 ? time : latest;
    }
  }

  /** The lines found, in the order of time. */
  List<LogLine> lines() {
    List<LogLine> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparing(LogLine::time));
    return sorted;
  }

  /** How many lines were found beyond those kept. */
  long omitted() {
    return omitted;
  }

  /** Ids in the files that look like one that was asked for. */
  Set<String> near() {
    return near;
  }

  /** The time of the first line of all. */
  Optional<Instant> earliest() {
    return LogLineReader.time(earliest);
  }

  /** The time of the last line of all. */
  Optional<Instant> latest() {
    return LogLineReader.time(latest);
  }
}
