package org.llmtutor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A transcript file, line by line. A command with what it reads, what its peer replies and what it
 * must print:
 *
 * <pre>
 * # a comment
 * peer GET /health 200 healthy.json   what the peer replies to; conditions: noauth, auth, hang
 * env NAME=value                      a variable; {url}, {closed} and {home} are filled in
 * file .config/x.yml 600              a file below the home directory; lines follow after "| "
 * terminal                            standard output is a terminal
 * $ monitorctl health                 the command
 * < line                              standard input
 * @ GET /health                       a request the peer got, with the scheme of its credential
 * > line                              standard output
 * ! line                              standard error
 * = 0                                 exit code
 * </pre>
 */
record Transcript(Path file, List<String> lines) {

  static final String RECORDED = "@>!=";

  static Transcript read(Path file) throws IOException {
    return new Transcript(file, Files.readAllLines(file));
  }

  /** Whether a line is a result, which an update rewrites. */
  static boolean isRecorded(String line) {
    return !line.isEmpty() && RECORDED.indexOf(line.charAt(0)) >= 0;
  }

  /** Splits a command line at blanks, with quotes as in a shell. */
  static List<String> split(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean open = false;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : append(word, c, quote);
      } else if (c == '\'' || c == '"') {
        quote = c;
        open = true;
      } else if (c != ' ') {
        word.append(c);
        open = true;
      } else if (open) {
        words.add(word.toString());
        word.setLength(0);
        open = false;
      }
    }
    if (open) {
      words.add(word.toString());
    }
    return words;
  }

  private static char append(StringBuilder word, char c, char quote) {
    word.append(c);
    return quote;
  }
}
