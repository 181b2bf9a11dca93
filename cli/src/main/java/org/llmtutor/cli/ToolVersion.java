package org.llmtutor.cli;

import picocli.CommandLine.IVersionProvider;

/** The release, as the jar's manifest tells it. */
final class ToolVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = ToolVersion.class.getPackage().getImplementationVersion();
    return new String[] {"monitorctl " + (version == null ? "(not packaged)" : version)};
  }
}
