package org.llmtutor.rules.template;

import java.util.ArrayList;
import java.util.List;

/**
 * The template of a label or annotation, parsed.
 *
 * <pre>{@code
 * Template template = Template.parse("{{ $value | humanize }} errors in {{ $labels.job }}");
 * String text = template.render(data);
 * }</pre>
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class Template {

  private static final List<String> PREDECLARED =
      List.of("$", "$labels", "$externalLabels", "$externalURL", "$value");

  private final Parser.Parsed parsed;

  private Template(Parser.Parsed parsed) {
    this.parsed = parsed;
  }

  /**
   * Reads {@code text}.
   *
   * @throws TemplateException where Prometheus would refuse it
   */
  public static Template parse(String text) {
    return new Template(Parser.parse(text, TemplateFunctions::has, PREDECLARED));
  }

  /**
   * The text for one alert.
   *
   * @throws TemplateException when a function fails
   */
  public String render(TemplateData data) {
    return new Renderer(data, parsed.definitions()).render(parsed.body());
  }

  /**
   * The text for one alert, or, as in Prometheus, a text that says why there is none.
   *
   * @param text the template as written
   */
  public static String expand(String text, TemplateData data) {
    if (!text.contains("{{")) {
      return text;
    }
    try {
      return parse(text).render(data);
    } catch (TemplateException e) {
      return "<error expanding template: " + e.getMessage() + ">";
    }
  }

  /** A use of something in a template, at {@code [from, to)} of its text. */
  public record Use(String name, int from, int to) {}

  /** The labels of the alert that it reads, each time it does. */
  public List<Use> labels() {
    List<Use> uses = new ArrayList<>();
    new UseFinder(uses::add, use -> {}, use -> {}).walk(parsed);
    return uses;
  }

  /** Where it reads the alert's value. */
  public List<Use> values() {
    List<Use> uses = new ArrayList<>();
    new UseFinder(use -> {}, uses::add, use -> {}).walk(parsed);
    return uses;
  }

  /** The expressions that it hands to {@code query}, with the place between their quotes. */
  public List<Use> queries() {
    List<Use> uses = new ArrayList<>();
    new UseFinder(use -> {}, use -> {}, uses::add).walk(parsed);
    return uses;
  }

  /** Pieces of its text that close an action which was never opened. */
  public List<Use> strayEnds() {
    List<Use> uses = new ArrayList<>();
    for (Node node : parsed.body()) {
      if (node instanceof Node.Text text && text.text().contains("}}")) {
        uses.add(new Use("}}", text.from(), text.from() + text.text().length()));
      }
    }
    return uses;
  }
}
