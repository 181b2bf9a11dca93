package org.llmtutor.bench.chaos;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The service's jar as a process, started again and again. Started and killed by one thread at a
 * time; asked by many.
 */
final class Instance implements AutoCloseable {

  private static final Pattern UP =
      Pattern.compile("is up: .*application http://127\\.0\\.0\\.1:([0-9]+)");
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofMinutes(1);

  private final String name;
  private final Path jar;
  private final Path directory;
  private final List<Life> lives = new CopyOnWriteArrayList<>();
  private final List<Instant> kills = new CopyOnWriteArrayList<>();
  private volatile @Nullable Process process;
  private volatile @Nullable URI url;

  /**
   * A start of the service.
   *
   * @param up when it said that it is up
   * @param took from the start to then
   */
  record Life(Instant up, Duration took) {}

  Instance(String name, Path jar, Path directory, Setup setup) throws IOException {
    this.name = name;
    this.jar = jar;
    this.directory = directory;
    Files.writeString(config(), setup.yaml());
    // Whoever interrupts the harness does not want its service to live on.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-" + name));
  }

  private Path config() {
    return directory.resolve(name + ".yml");
  }

  private Path log() {
    return directory.resolve(name + "-" + lives.size() + ".log");
  }

  /** Where it listens; null while it is down. */
  @Nullable URI url() {
    return url;
  }

  /** Every start so far. */
  List<Life> lives() {
    return List.copyOf(lives);
  }

  /** Every kill so far. */
  List<Instant> kills() {
    return List.copyOf(kills);
  }

  /**
   * Starts it and waits until it is up.
   *
   * @throws IllegalStateException with its last words when it does not come up
   */
  void start() throws IOException, InterruptedException {
    File log = log().toFile();
    Instant begun = Instant.now();
    Process started =
        new ProcessBuilder(command())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    process = started;
    while (true) {
      String text = Files.readString(log.toPath());
      Matcher up = UP.matcher(text);
      if (up.find()) {
        Instant now = Instant.now();
        lives.add(new Life(now, Duration.between(begun, now)));
        url = URI.create("http://127.0.0.1:" + up.group(1));
        return;
      }
      if (!started.isAlive() || Duration.between(begun, Instant.now()).compareTo(START) > 0) {
        started.destroyForcibly();
        throw new IllegalStateException("the service did not come up; it said: " + text.strip());
      }
      Thread.sleep(20);
    }
  }

  private List<String> command() {
    Path archive = directory.resolve("classes.jsa");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Xshare:auto"));
    // An archive of classes makes starts twice as fast; the first stop by request writes it.
    command.add(
        Files.exists(archive)
            ? "-XX:SharedArchiveFile=" + archive
            : "-XX:ArchiveClassesAtExit=" + archive);
    command.addAll(List.of("-jar", jar.toString(), "server", config().toString()));
    return command;
  }

  /** SIGKILL: nothing of the process runs after it. */
  void kill() {
    url = null;
    Process running = process;
    if (running != null) {
      kills.add(Instant.now());
      running.destroyForcibly();
    }
  }

  /** Waits until a killed process is gone. */
  void awaitEnd() throws InterruptedException {
    Process running = process;
    if (running != null && !running.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the service did not end within " + STOP);
    }
  }

  /** Ends it by request. */
  void stop() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroy();
      awaitEnd();
    }
    url = null;
  }

  @Override
  public void close() {
    kill();
  }
}
