package org.llmtutor.service.telemetry.log;

import ch.qos.logback.core.spi.DeferredProcessingAware;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.util.DataSize;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.LogLosses;

/**
 * The {@code log-file} appender: files of bounded size and number.
 *
 * <pre>{@code
 * - type: log-file
 *   directory: data/log
 *   file: tutor.log
 *   maxFileSize: 10MiB
 *   maxFiles: 5
 * }</pre>
 */
@JsonTypeName("log-file")
public final class LogFileFactory<E extends DeferredProcessingAware>
    extends LineAppenderFactory<E> {

  private static final long LEAST_BYTES = 64 * 1024;
  private static final int MOST_FILES = 100;

  private @Nullable String directory;
  private String file = "tutor.log";
  private DataSize maxFileSize = DataSize.mebibytes(10);
  private int maxFiles = 5;

  /** With the defaults: nothing is written until a directory is named. */
  public LogFileFactory() {
    super("log-file", LogLosses.Target.FILE);
  }

  /** Where the files are; empty for no files. */
  @JsonProperty
  public void setDirectory(@Nullable String directory) {
    this.directory = directory == null || directory.isBlank() ? null : directory.strip();
  }

  /** Name of the file that is written; older ones have a number after it. */
  @JsonProperty
  public void setFile(String file) {
    if (file.isBlank() || Path.of(file).getNameCount() != 1 || file.equals("..")) {
      throw new IllegalArgumentException(
          "'" + file + "': file must be a name without a directory, such as tutor.log");
    }
    this.file = file;
  }

  /** Size of one file at most. */
  @JsonProperty
  public void setMaxFileSize(DataSize maxFileSize) {
    if (maxFileSize.toBytes() < LEAST_BYTES) {
      throw new IllegalArgumentException("'" + maxFileSize + "': maxFileSize is 64KiB at least");
    }
    this.maxFileSize = maxFileSize;
  }

  /** How many files there are at most, with the one that is written. */
  @JsonProperty
  public void setMaxFiles(int maxFiles) {
    if (maxFiles < 1 || maxFiles > MOST_FILES) {
      throw new IllegalArgumentException(
          "'" + maxFiles + "': maxFiles must be from 1 to " + MOST_FILES);
    }
    this.maxFiles = maxFiles;
  }

  @Override
  @Nullable LineSink sink() {
    return directory == null
        ? null
        : new LogFile(Path.of(directory, file), maxFileSize.toBytes(), maxFiles);
  }
}
