package org.llmtutor.cli.smoke;

/** One thing to try. */
interface SmokeStep {

  /**
   * Tries it.
   *
   * @return what was seen, in a few words
   * @throws org.llmtutor.cli.failure.CliException when it failed; the message ends with the remedy
   * @throws Skipped when there is nothing to try
   */
  String run() throws Skipped;

  /** There was nothing to try; the message says why. */
  final class Skipped extends Exception {

    Skipped(String why) {
      super(why, null, false, false);
    }
  }
}
