package org.llmtutor.cli.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * When files were changed last, to see whether they have changed since.
 *
 * @param stamps time and size of each file; nothing for one that is gone
 */
public record FileStamps(Map<Path, String> stamps) {

  /** Copies the stamps. */
  public FileStamps {
    stamps = Map.copyOf(stamps);
  }

  /** As of now. */
  public static FileStamps of(Collection<Path> files) {
    Map<Path, String> stamps = new TreeMap<>();
    for (Path file : files) {
      try {
        stamps.put(file, Files.getLastModifiedTime(file) + " " + Files.size(file));
      } catch (IOException e) {
        stamps.put(file, "");
      }
    }
    return new FileStamps(stamps);
  }

  /** Whether a file is not as it was. */
  public boolean changed() {
    return !of(stamps.keySet()).equals(this);
  }
}
