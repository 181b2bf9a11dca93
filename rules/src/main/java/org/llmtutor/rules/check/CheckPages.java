package org.llmtutor.rules.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The pages of {@code docs/checks}, which are part of the jar. */
public final class CheckPages {

  private CheckPages() {}

  /** The page, as Markdown, of the check {@code id}, which must be one. */
  public static String read(String id) {
    String name = "pages/" + id.replace('/', '-') + ".md";
    try (InputStream page = CheckPages.class.getResourceAsStream(name)) {
      if (page == null) {
        throw new IllegalArgumentException("'" + id + "': no such check");
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
