package org.llmtutor.service.database;

import io.dropwizard.core.Configuration;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import net.sourceforge.argparse4j.inf.Argument;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/** {@code db migrate|status [config.yml]}: brings the schema up to date, or shows where it is. */
public class DbCommand<T extends Configuration> extends ConfiguredCommand<T> {

  private static final String ACTION = "action";
  private static final String MIGRATE = "migrate";

  private final Class<T> configurationClass;
  private final Function<T, DatabaseConfig> section;

  /** Finds the database in {@code section} of the configuration. */
  public DbCommand(Class<T> configurationClass, Function<T, DatabaseConfig> section) {
    super("db", "Brings the database schema up to date, or shows where it is");
    this.configurationClass = configurationClass;
    this.section = section;
  }

  @Override
  protected Class<T> getConfigurationClass() {
    return configurationClass;
  }

  @Override
  public void configure(Subparser subparser) {
    subparser
        .addArgument(ACTION)
        .choices(MIGRATE, "status")
        .help("migrate applies what is missing; status only shows it");
    super.configure(subparser);
  }

  @Override
  protected Argument addFileArgument(Subparser subparser) {
    return subparser
        .addArgument("file")
        .nargs("?")
        .setDefault("config.yml")
        .help("configuration file");
  }

  @Override
  protected void run(Bootstrap<T> bootstrap, Namespace namespace, T configuration) {
    Migrations migrations = new Migrations(section.apply(configuration));
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    if (MIGRATE.equals(namespace.getString(ACTION))) {
      int applied = migrations.apply();
      out.println(
          applied == 0 ? "up to date, nothing to apply" : "applied " + applied + " version(s)");
    }
    print(out, "applied", migrations.applied());
    print(out, "pending", migrations.pending());
  }

  private static void print(PrintWriter out, String state, List<String> versions) {
    versions.forEach(version -> out.println(state + "  " + version));
  }
}
