package org.llmtutor.cli.output;

/** Text from elsewhere made safe to stand in a web page. */
public final class Html {

  private Html() {}

  /** The text, plain, with markup escaped; fit for elements and for quoted attributes. */
  public static String text(String text) {
    return PlainText.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
