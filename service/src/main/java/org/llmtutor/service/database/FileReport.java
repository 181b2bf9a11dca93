package org.llmtutor.service.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check of the database's own files found.
 *
 * @param damage what is damaged; empty when nothing is
 * @param unchecked why nothing was checked, or not all of it; null when all was
 */
public record FileReport(List<String> damage, @Nullable String unchecked) {

  /** Copies the list. */
  public FileReport {
    damage = List.copyOf(damage);
  }

  /** Nothing was looked at. */
  public static FileReport unchecked(String why) {
    return new FileReport(List.of(), why);
  }
}
