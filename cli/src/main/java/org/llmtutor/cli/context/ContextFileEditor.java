package org.llmtutor.cli.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.llmtutor.cli.failure.CliException;

/** Changes one line of the context file and leaves the rest, comments included, as it is. */
final class ContextFileEditor {

  private ContextFileEditor() {}

  /** Sets {@code current}; the file is replaced as a whole and keeps its permissions. */
  static void setCurrent(Path file, String name) {
    try {
      Path real = file.toRealPath();
      Path changed = Files.createTempFile(real.getParent(), "config", ".yml");
      try {
        Files.write(changed, withCurrent(Files.readAllLines(real), name));
        Files.setPosixFilePermissions(changed, Files.getPosixFilePermissions(real));
        Files.move(changed, real, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(changed);
      }
    } catch (IOException e) {
      throw CliException.failed(file + ": cannot be written; check its permissions");
    }
  }

  private static List<String> withCurrent(List<String> lines, String name) {
    String line = "current: '" + name.replace("'", "''") + "'";
    List<String> changed = new ArrayList<>(lines);
    for (int i = 0; i < changed.size(); i++) {
      if (changed.get(i).startsWith("current:")) {
        changed.set(i, line);
        return changed;
      }
    }
    changed.add(!changed.isEmpty() && changed.get(0).equals("---") ? 1 : 0, line);
    return changed;
  }
}
