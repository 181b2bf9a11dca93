package org.llmtutor.service.alerting;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.alerting.GroupRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates each rule group on its own interval and reads the files again when they change. A file
 * that cannot be read keeps its former rules. Safe for concurrent use.
 */
final class Evaluator implements Managed {

  private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);

  private final AlertingConfig config;
  private final RuleFinder finder;
  private final RuleLoader loader;
  private final GroupTask.Tools tools;
  private final ScheduledThreadPoolExecutor threads;
  private @Nullable AlertState restored;
  private volatile SortedMap<String, LoadedFile> files = new TreeMap<>();

  /**
   * A rule file.
   *
   * @param hash of the content that was looked at last
   * @param groups those in force
   * @param problem why {@code groups} are not those of that content; null when they are
   */
  private record LoadedFile(HashCode hash, List<GroupTask> groups, @Nullable String problem) {}

  Evaluator(
      AlertingConfig config, RuleLoader loader, GroupTask.Tools tools, @Nullable AlertState state) {
    this.config = config;
    this.finder = new RuleFinder(config.rules());
    this.loader = loader;
    this.tools = tools;
    this.restored = state;
    this.threads = new ScheduledThreadPoolExecutor(config.evaluationThreads(), named());
    threads.setRemoveOnCancelPolicy(true);
    threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void start() {
    reload();
    if (files.isEmpty()) {
      LOG.info("no rules to evaluate: nothing matches alerting.rules {}", config.rules());
    }
    long pause = config.reloadInterval().toMillis();
    ScheduledFuture<?> unused =
        threads.scheduleWithFixedDelay(this::reloadQuietly, pause, pause, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() throws InterruptedException {
    threads.shutdownNow();
    if (!threads.awaitTermination(config.queryTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("an evaluation did not end in time");
    }
  }

  /** The groups as of their last evaluation, sorted by file, in the order of each file. */
  List<GroupView> views() {
    return tasks(files).stream().map(GroupTask::view).toList();
  }

  /** Why files are not in force as they are now. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (LoadedFile file : files.values()) {
      if (file.problem() != null) {
        problems.add(file.problem());
      }
    }
    return problems;
  }

  /** Evaluates every group now. */
  void evaluateAll() {
    tasks(files).forEach(GroupTask::evaluate);
  }

  /** Reads the files that have changed. */
  synchronized void reload() {
    SortedMap<String, LoadedFile> before = files;
    SortedMap<String, LoadedFile> after = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : contents(before, after).entrySet()) {
      LoadedFile old = before.get(file.getKey());
      HashCode hash = Hashing.sha256().hashBytes(file.getValue());
      boolean same = old != null && old.hash().equals(hash);
      after.put(file.getKey(), same ? old : load(file.getKey(), file.getValue(), hash, old));
    }
    files = after;
    replace(before, after);
    if (problems().isEmpty()) {
      restored = null;
    }
    tools.metrics().reloaded(problems().isEmpty());
  }

  private void reloadQuietly() {
    try {
      reload();
    } catch (RuntimeException e) {
      LOG.error("the rule files could not be looked at", e);
    }
  }

  /** Contents by name; a file that cannot be read goes to {@code after} with its former rules. */
  private Map<String, byte[]> contents(
      Map<String, LoadedFile> before, Map<String, LoadedFile> after) {
    Map<String, byte[]> contents = new TreeMap<>();
    try {
      for (Path file : finder.find()) {
        try {
          contents.put(file.toString(), read(file));
        } catch (IOException e) {
          String problem = file + ": cannot be read (" + e.getClass().getSimpleName() + ")";
          HashCode hash = Hashing.sha256().hashUnencodedChars(problem);
          LoadedFile old = before.get(file.toString());
          after.put(file.toString(), broken(problem, hash, old));
        }
      }
    } catch (IOException e) {
      LOG.error("the directory of rule files cannot be listed; the rules stay", e);
      after.putAll(before);
    }
    return contents;
  }

  private byte[] read(Path file) throws IOException {
    int most = (int) config.maxRuleFileSize().toBytes();
    try (InputStream input = Files.newInputStream(file)) {
      byte[] content = input.readNBytes(most + 1);
      if (content.length > most) {
        throw new IOException("larger than alerting.maxRuleFileSize");
      }
      return content;
    }
  }

  private LoadedFile load(String name, byte[] content, HashCode hash, @Nullable LoadedFile old) {
    try {
      List<GroupTask> groups = new ArrayList<>();
      for (GroupRun run : loader.load(name, content)) {
        groups.add(task(new RuleSource(name, run.name()), run, old));
      }
      LOG.info("{}: rule groups in force: {}", name, groups.size());
      return new LoadedFile(hash, groups, null);
    } catch (RuleLoader.Broken e) {
      return broken(String.valueOf(e.getMessage()), hash, old);
    }
  }

  private GroupTask task(RuleSource source, GroupRun run, @Nullable LoadedFile old) {
    Duration interval =
        run.interval().filter(own -> !own.isZero()).orElse(config.evaluationInterval());
    GroupTask task = new GroupTask(source, interval, run, tools);
    Optional<GroupTask> before =
        old == null
            ? Optional.empty()
            : old.groups().stream().filter(group -> group.source().equals(source)).findFirst();
    if (before.isPresent()) {
      task.adopt(before.get());
    } else if (restored != null) {
      task.restore(restored, config.restoreLimit());
    }
    return task;
  }

  private static LoadedFile broken(String problem, HashCode hash, @Nullable LoadedFile old) {
    if (old == null || !problem.equals(old.problem())) {
      String rest = old == null ? "it has no rules yet" : "its former rules stay in force";
      LOG.error("{}; {}", problem, rest);
    }
    return new LoadedFile(hash, old == null ? List.of() : old.groups(), problem);
  }

  /** Starts what is new and ends what is gone. */
  private void replace(Map<String, LoadedFile> before, Map<String, LoadedFile> after) {
    Set<GroupTask> olds = new HashSet<>(tasks(before));
    Set<RuleSource> sources = new HashSet<>();
    Set<String> unread = new HashSet<>();
    for (GroupTask task : tasks(after)) {
      sources.add(task.source());
      if (!olds.remove(task)) {
        tools.metrics().group(task.source());
        long now = System.nanoTime();
        Slots slots = Slots.after(now, task.interval(), task.source());
        schedule(task, slots, slots.next(now));
      }
    }
    after.forEach(
        (name, file) -> {
          if (file.problem() != null) {
            unread.add(name);
          }
        });
    for (GroupTask old : olds) {
      if (!sources.contains(old.source())) {
        old.end();
      }
    }
    tools
        .listener()
        .keepOnly(
            source -> sources.contains(source) || unread.contains(source.file()),
            tools.clock().instant());
  }

  private void schedule(GroupTask task, Slots slots, long slot) {
    try {
      ScheduledFuture<?> unused =
          threads.schedule(
              () -> evaluate(task, slots, slot),
              Math.max(0, slot - System.nanoTime()),
              TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("{} is not evaluated any more: the service stops", task.source());
    }
  }

  private void evaluate(GroupTask task, Slots slots, long slot) {
    if (!tasks(files).contains(task)) {
      return;
    }
    try {
      task.evaluate();
    } catch (RuntimeException e) {
      LOG.error("{} could not be evaluated", task.source(), e);
    }
    long next = slots.next(System.nanoTime());
    long missed = slots.missed(slot, next);
    if (missed > 0) {
      tools.metrics().missed(task.source(), missed);
    }
    schedule(task, slots, next);
  }

  private static List<GroupTask> tasks(Map<String, LoadedFile> files) {
    Collection<LoadedFile> all = files.values();
    return all.stream().flatMap(file -> file.groups().stream()).toList();
  }

  private static ThreadFactory named() {
    AtomicInteger count = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, "alert-rules-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
