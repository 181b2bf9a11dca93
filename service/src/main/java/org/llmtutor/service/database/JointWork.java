package org.llmtutor.service.database;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Work that many callers ask for at the same time and that is cheaper done for all of them: a few
 * statements for a whole batch instead of a few for each caller. Callers that wait for the same
 * instance share a transaction. Stateless and safe for concurrent use.
 *
 * @param <R> what a caller asks for
 * @param <T> what it gets
 */
public interface JointWork<R, T> {

  /**
   * Does the work for every request as if for one after the other. An exception undoes all of it;
   * the requests are then tried in smaller parts, until those that fail are alone, so that a
   * request which cannot be served fails no other. May run more than once.
   *
   * @param requests at least one
   * @return what each caller gets, in the order of the requests
   */
  List<T> run(Handle handle, List<R> requests);

  /**
   * Does what remains for one caller, in the same transaction after {@link #run}; an exception
   * undoes the caller's part of that too.
   */
  default T finish(Handle handle, R request, T result) {
    return result;
  }

  /** Does the work for one request. */
  default T alone(Handle handle, R request) {
    return finish(handle, request, run(handle, List.of(request)).get(0));
  }
}
