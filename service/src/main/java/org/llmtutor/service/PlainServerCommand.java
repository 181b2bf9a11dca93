package org.llmtutor.service;

import io.dropwizard.core.Application;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import net.sourceforge.argparse4j.inf.Namespace;
import org.llmtutor.service.telemetry.log.FailureLine;

/** {@code server}, which tells in a line why it could not start. */
final class PlainServerCommand extends ServerCommand<TutorConfiguration> {

  PlainServerCommand(Application<TutorConfiguration> application) {
    super(application);
  }

  @Override
  public void onError(Cli cli, Namespace namespace, Throwable failure) {
    cli.getStdErr().println("cannot start: " + FailureLine.of(failure));
  }
}
