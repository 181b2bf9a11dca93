package org.llmtutor.service;

/** x. */
public final class TutorApplication {
  private TutorApplication() {}

  /**
   * x.
   *
   * @param args a
   */
  public static void main(String[] args) {}
}
