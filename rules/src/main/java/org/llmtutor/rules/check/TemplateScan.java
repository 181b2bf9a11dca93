package org.llmtutor.rules.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Severity;

/**
 * Walks a Go template and finds the first place where its delimiters do not match: an action that
 * is not closed, a quote that is not closed, a block without {@code end}, an {@code end} too many.
 */
final class TemplateScan {

  /** What is wrong at {@code [from, to)} of the template. */
  record Flaw(Severity severity, int from, int to, String message, String remedy) {}

  private record Block(String keyword, int from, int to) {}

  private static final Set<String> OPENING = Set.of("if", "range", "with", "define", "block");
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private final String text;
  private final Deque<Block> blocks = new ArrayDeque<>();
  private @Nullable Flaw flaw;

  private TemplateScan(String text) {
    this.text = text;
  }

  /** The first flaw of {@code template}, if it has one. */
  static Optional<Flaw> of(String template) {
    TemplateScan scan = new TemplateScan(template);
    scan.run();
    return Optional.ofNullable(scan.flaw);
  }

  private void run() {
    int at = 0;
    int open = text.indexOf(OPEN);
    while (flaw == null && open >= 0) {
      strayClose(at, open);
      at = action(open);
      open = text.indexOf(OPEN, at);
    }
    if (flaw == null) {
      strayClose(at, text.length());
    }
    if (flaw == null && !blocks.isEmpty()) {
      Block block = blocks.pop();
      error(block.from(), block.to(), block.keyword() + " without end", "add {{ end }}");
    }
  }

  private void strayClose(int from, int to) {
    int close = text.indexOf(CLOSE, from);
    if (close >= 0 && close < to && flaw == null) {
      flaw =
          new Flaw(
              Severity.WARNING,
              close,
              close + 2,
              "'}}' without '{{' before it",
              "open it or remove it");
    }
  }

  /** Reads the action at {@code open}; returns the index after it, or the end after a flaw. */
  private int action(int open) {
    int start = open + 2;
    if (text.startsWith("/*", skipTrim(start))) {
      int end = text.indexOf("*/", start);
      int close = end < 0 ? -1 : text.indexOf(CLOSE, end);
      return close < 0 ? unclosed(open) : close + 2;
    }
    int at = start;
    while (at < text.length() && !text.startsWith(CLOSE, at)) {
      char c = text.charAt(at);
      int next = c == '"' || c == '`' || c == '\'' ? afterQuote(at) : at + 1;
      if (next < 0 || text.startsWith(OPEN, at)) {
        return next < 0 ? text.length() : unclosed(open);
      }
      at = next;
    }
    if (at >= text.length()) {
      return unclosed(open);
    }
    keyword(text.substring(start, at), open, at + 2);
    return at + 2;
  }

  private int skipTrim(int at) {
    return text.startsWith("- ", at) ? at + 2 : at;
  }

  private int unclosed(int open) {
    error(open, open + 2, "'{{' without '}}'", "close it");
    return text.length();
  }

  /** The index after the quoted text that starts at {@code at}, or -1 after a flaw. */
  private int afterQuote(int at) {
    char quote = text.charAt(at);
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        return i + 1;
      }
      if (quote != '`' && c == '\n') {
        break;
      }
      if (quote != '`' && c == '\\') {
        i++;
      }
    }
    error(
        at, at + 1, Quoted.of(String.valueOf(quote)) + ": a quote that is not closed", "close it");
    return -1;
  }

  private void keyword(String action, int from, int to) {
    String body = action.startsWith("- ") ? action.substring(1).strip() : action.strip();
    String word = body.split("[^a-z]", 2)[0];
    if (OPENING.contains(word)) {
      blocks.push(new Block(word, from, to));
    } else if (word.equals("end") && blocks.poll() == null) {
      error(from, to, "end without if, range or with before it", "remove it");
    } else if (word.equals("else") && blocks.isEmpty()) {
      error(from, to, "else without if, range or with before it", "remove it");
    }
  }

  private void error(int from, int to, String message, String remedy) {
    flaw = new Flaw(Severity.ERROR, from, to, message, remedy);
  }
}
