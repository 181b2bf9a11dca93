package org.llmtutor.service.telemetry.sentry;

import io.sentry.IScopes;
import io.sentry.ISentryLifecycleToken;
import io.sentry.Sentry;
import java.util.function.Supplier;
import org.llmtutor.service.telemetry.RequestContext;

/** Takes a request's scope to the threads that work for it. */
final class ScopeCompanion implements RequestContext.Companion {

  @Override
  public Supplier<Runnable> take() {
    IScopes scopes = Sentry.getCurrentScopes();
    return () -> {
      ISentryLifecycleToken token = scopes.forkedCurrentScope("carried").makeCurrent();
      return token::close;
    };
  }

  @Override
  public Runnable isolate() {
    ISentryLifecycleToken token = Sentry.forkedRootScopes("remembered").makeCurrent();
    Sentry.clearBreadcrumbs();
    return token::close;
  }
}
