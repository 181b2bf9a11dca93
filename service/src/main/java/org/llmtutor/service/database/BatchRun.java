package org.llmtutor.service.database;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Runs the works of one batch in one transaction: joint works of a kind together, everything else
 * one by one. For one thread.
 */
final class BatchRun {

  /**
   * Into how many parts a failed group is cut. While a budget is full every part fails, and each
   * costs statements under the locks that others wait for.
   */
  private static final int PARTS = 8;

  /** So many calls are tried one by one at once. */
  private static final int FEW = 16;

  private final Handle handle;
  private final Engine engine;

  BatchRun(Handle handle, Engine engine) {
    this.handle = handle;
    this.engine = engine;
  }

  void run(List<GroupCommit.Work<?>> batch) {
    Map<JointWork<?, ?>, List<GroupCommit.JointCall<?, ?>>> joint = new LinkedHashMap<>();
    for (GroupCommit.Work<?> work : batch) {
      if (work instanceof GroupCommit.JointCall<?, ?> call) {
        joint.computeIfAbsent(call.kind(), kind -> new ArrayList<>()).add(call);
      } else {
        work.runIn(handle, engine);
      }
    }
    joint.values().forEach(this::together);
  }

  /** The calls are of one kind, and so of one type. */
  @SuppressWarnings("unchecked")
  private <R, T> void together(List<GroupCommit.JointCall<?, ?>> calls) {
    List<GroupCommit.JointCall<R, T>> started = new ArrayList<>();
    for (GroupCommit.JointCall<?, ?> call : calls) {
      if (call.start()) {
        started.add((GroupCommit.JointCall<R, T>) call);
      }
    }
    runOrSplit(started);
  }

  private <R, T> void runOrSplit(List<GroupCommit.JointCall<R, T>> calls) {
    int size = calls.size();
    if (size == 1) {
      calls.get(0).runIn(handle, engine);
    } else if (size > 1 && !runJointly(calls)) {
      int part = size <= FEW ? 1 : (size + PARTS - 1) / PARTS;
      for (int from = 0; from < size; from += part) {
        runOrSplit(calls.subList(from, Math.min(size, from + part)));
      }
    }
  }

  /** False when some request may be at fault, and smaller parts are to be tried. */
  private <R, T> boolean runJointly(List<GroupCommit.JointCall<R, T>> calls) {
    JointWork<R, T> kind = calls.get(0).kind();
    handle.savepoint(GroupCommit.SAVEPOINT);
    try {
      List<T> results =
          kind.run(handle, calls.stream().map(GroupCommit.JointCall::request).toList());
      List<T> finished = new ArrayList<>();
      for (int i = 0; i < calls.size(); i++) {
        finished.add(calls.get(i).finishIn(handle, results.get(i)));
      }
      handle.releaseSavepoint(GroupCommit.SAVEPOINT);
      for (int i = 0; i < calls.size(); i++) {
        calls.get(i).succeed(finished.get(i));
      }
      return true;
    } catch (RuntimeException e) {
      GroupCommit.Work.undo(handle, e);
      if (Failure.of(e, engine) == Failure.FAULT) {
        return false;
      }
      // It is not for what was asked that it failed; each part would wait as long and fail again.
      calls.forEach(call -> call.fail(e, engine));
      return true;
    }
  }
}
