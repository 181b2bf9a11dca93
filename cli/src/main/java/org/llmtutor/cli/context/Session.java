package org.llmtutor.cli.context;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.http.Authorization;
import org.llmtutor.cli.http.HttpCaller;
import org.llmtutor.cli.output.Terminal;
import org.llmtutor.cli.time.DurationText;

/**
 * One run of the tool: its environment and its global options, and the targets they name. What is
 * named nearer wins: option, environment variable, context file, default. An address given as an
 * option leaves the context file aside unless {@code --context} is given too, so that a context's
 * token only goes to that context's address.
 */
public final class Session {

  private static final String DEFAULT_URL = "http://127.0.0.1:8080";

  /** Stands for the service's own, where an address is asked for. */
  public static final String SERVICE = "service";

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  private final Environment environment;
  private final GlobalOptions options;
  private final TokenFinder tokens;
  private @Nullable Contexts contexts;

  /** A run with these options, which picocli fills later. */
  public Session(Environment environment, GlobalOptions options) {
    this.environment = environment;
    this.options = options;
    this.tokens = new TokenFinder(environment);
  }

  /** The process this runs in. */
  public Environment environment() {
    return environment;
  }

  /** Where output goes, with {@code --no-color} respected. */
  public Terminal terminal() {
    return options.noColor ? environment.terminal().withoutColor() : environment.terminal();
  }

  /** Makes calls; progress goes to {@code err}. */
  public HttpCaller http(PrintWriter err) {
    return new HttpCaller(timeout().orElse(DEFAULT_TIMEOUT), terminal(), err);
  }

  /** The wait that was asked for; empty when the default applies. */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(options.timeout).map(text -> DurationText.parse("--timeout", text));
  }

  /** The tutor service as a stranger sees it: no token is looked for. */
  public Target address(PrintWriter err) {
    return located(err).target();
  }

  /** The tutor service, with the operator's token. */
  public Target service(PrintWriter err) {
    Located located = located(err);
    Target target = located.target();
    if (target.authorization().isPresent()) {
      return target;
    }
    Authorization found = tokens.ofVariable("OPS_TOKEN");
    if (!found.isPresent()) {
      found = tokens.ofContext(located.entry(), "");
    }
    if (!found.isPresent() && target.isLocal()) {
      found = tokens.ofThisMachine();
    }
    return new Target(target.base(), found);
  }

  private record Located(Target target, @Nullable ContextEntry entry) {}

  private Located located(PrintWriter err) {
    Optional<String> variable = environment.variable("MONITORCTL_URL");
    if (options.url != null) {
      ContextEntry entry = options.context == null ? null : context(err);
      return new Located(Target.parse(options.url, "--url", Authorization.NONE), entry);
    }
    if (variable.isPresent() && options.context == null) {
      return new Located(Target.parse(variable.get(), "MONITORCTL_URL", Authorization.NONE), null);
    }
    ContextEntry entry = context(err);
    if (entry == null || entry.field("url").isEmpty()) {
      return new Located(Target.parse(DEFAULT_URL, "the default", Authorization.NONE), entry);
    }
    String origin = "context '" + entry.name() + "', url";
    return new Located(Target.parse(entry.field("url").get(), origin, Authorization.NONE), entry);
  }

  /**
   * The server that answers the Prometheus HTTP API: the one named, or the tutor service's own.
   *
   * @param flag the option's value: an address, or {@code service}; null when not given
   */
  public Target prometheus(@Nullable String flag, PrintWriter err) {
    if (SERVICE.equals(flag)) {
      return ownPrometheus(err);
    } else if (flag != null) {
      return withPrometheusToken(flag, "--prometheus", null, err);
    }
    if (options.url == null) {
      for (String name : new String[] {"MONITORCTL_PROMETHEUS", "PROMETHEUS_URL"}) {
        Optional<String> variable = environment.variable(name);
        if (variable.isPresent() && options.context == null) {
          return withPrometheusToken(variable.get(), name, null, err);
        }
      }
      ContextEntry entry = context(err);
      Optional<String> named =
          Optional.ofNullable(entry).flatMap(found -> found.field("prometheus"));
      if (named.isPresent()) {
        return withPrometheusToken(named.get(), "the context's prometheus", entry, err);
      }
    }
    return ownPrometheus(err);
  }

  private Target ownPrometheus(PrintWriter err) {
    Target service = service(err);
    return new Target(service.at("/api/ops/prometheus"), service.authorization());
  }

  private Target withPrometheusToken(
      String url, String from, @Nullable ContextEntry entry, PrintWriter err) {
    Target target = Target.parse(url, from, Authorization.NONE);
    if (target.authorization().isPresent()) {
      return target;
    }
    Authorization found = tokens.ofVariable("MONITORCTL_PROMETHEUS_TOKEN");
    if (!found.isPresent()) {
      found = tokens.ofContext(entry, "prometheus_");
    }
    if (!found.isPresent() && target.sameOrigin(address(err))) {
      found = service(err).authorization();
    }
    return new Target(target.base(), found);
  }

  /** An Alertmanager, with MONITORCTL_ALERTMANAGER_TOKEN or with what its address holds. */
  public Target alertmanager(String url) {
    Target target = Target.parse(url, "--alertmanager", Authorization.NONE);
    return target.authorization().isPresent()
        ? target
        : new Target(target.base(), tokens.ofVariable("MONITORCTL_ALERTMANAGER_TOKEN"));
  }

  /** A page somewhere else; nothing but user information in its address is sent there. */
  public Target page(String url) {
    return Target.parse(url, url, Authorization.NONE);
  }

  /** The service as a scraper sees it: with METRICS_TOKEN, or with what its address holds. */
  public Target scraped(PrintWriter err) {
    Target service = address(err);
    return service.authorization().isPresent()
        ? service
        : new Target(service.base(), tokens.ofVariable("METRICS_TOKEN"));
  }

  /** A variable's value, or else that of the context's field. */
  public Optional<String> setting(String variable, String field, PrintWriter err) {
    Optional<String> value = environment.variable(variable);
    return value.isPresent()
        ? value
        : Optional.ofNullable(context(err)).flatMap(entry -> entry.field(field));
  }

  private @Nullable ContextEntry context(PrintWriter err) {
    Contexts all = contexts(err);
    String name = options.context != null ? options.context : all.current().orElse("");
    return name.isEmpty() ? null : all.named(name);
  }

  /** What the context file says; read once. */
  Contexts contexts(PrintWriter err) {
    Contexts known = contexts;
    if (known == null) {
      known = ContextFileReader.read(environment.contextFile());
      contexts = known;
      warnIfOthersCanRead(known, err);
    }
    return known;
  }

  private static void warnIfOthersCanRead(Contexts contexts, PrintWriter err) {
    if (contexts.entries().values().stream().noneMatch(ContextEntry::holdsSecret)) {
      return;
    }
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(contexts.file());
      if (mode.contains(PosixFilePermission.GROUP_READ)
          || mode.contains(PosixFilePermission.OTHERS_READ)) {
        err.println(
            "warning: "
                + contexts.file()
                + ": holds a token and others can read it; run chmod 600 on it");
      }
    } catch (IOException | UnsupportedOperationException e) {
      // A file system without such permissions has nothing to warn of.
    }
  }
}
