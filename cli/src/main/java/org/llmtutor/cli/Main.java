package org.llmtutor.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.llmtutor.cli.context.Environment;

/** Starts monitorctl. Output is UTF-8 whatever the locale. */
public final class Main {

  private Main() {}

  /**
   * Runs the tool and ends the process with its exit code.
   *
   * @param args arguments as the shell gave them
   */
  public static void main(String[] args) {
    prepare();
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    int code = Monitorctl.run(List.of(args), Environment.system(), out, err);
    System.exit(code);
  }

  /** Sets what the JDK reads once. */
  static void prepare() {
    // The JDK would send a POST twice when a connection breaks: an LLM call must not be.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), false);
  }
}
