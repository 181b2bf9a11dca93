package org.llmtutor.rules.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.problem.Span;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML into trees that know their places. Whatever is wrong with a file becomes a {@link
 * Problem}; nothing is thrown for it. Works on parser events, so that limits hold before anything
 * grows. Immutable.
 */
public final class YamlReader {

  private final YamlLimits limits;

  /** A reader that holds files to {@code limits}. */
  public YamlReader(YamlLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads the bytes of a file as UTF-8 text, at most one byte more than is allowed.
   *
   * @return the text, or empty when the file is too large or not UTF-8, which {@code sink} then
   *     knows
   * @throws IOException when {@code input} cannot be read
   */
  public Optional<SourceText> decode(String name, InputStream input, Consumer<? super Problem> sink)
      throws IOException {
    byte[] bytes = input.readNBytes(limits.maxBytes() + 1);
    if (bytes.length > limits.maxBytes()) {
      String most = limits.maxBytes() / 1024 + " KiB";
      report(YamlChecks.LIMIT, name, sink)
          .report(Span.START, "larger than " + most, "split it into several files");
      return Optional.empty();
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
    SourceText source = new SourceText(name, text.flip().toString());
    if (!result.isError()) {
      return Optional.of(source);
    }
    int end = source.text().length();
    report(YamlChecks.PARSE, name, sink)
        .report(source.span(end, end), "not UTF-8 from here on", "save the file as UTF-8");
    return Optional.empty();
  }

  /** The documents of {@code source}; of a broken file those before the break. */
  public List<YamlNode> read(SourceText source, Consumer<? super Problem> sink) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source.name())
            .setUseMarks(true)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    TreeBuilder builder = new TreeBuilder(source, limits, sink);
    try {
      new Parse(settings).parseString(source.text()).forEach(builder::accept);
    } catch (TreeBuilder.StopReading stopped) {
      // The builder has said why.
    } catch (MarkedYamlEngineException e) {
      report(YamlChecks.PARSE, source.name(), sink)
          .report(place(e, source), explain(e), "fix the YAML here or just above");
    } catch (YamlEngineException e) {
      report(YamlChecks.PARSE, source.name(), sink)
          .report(unprintable(source), "a character that YAML does not allow", "remove it");
    }
    return builder.documents();
  }

  private static Reporter report(CheckInfo check, String name, Consumer<? super Problem> sink) {
    return new Reporter(check, name, sink);
  }

  /** Where it broke; when that is the end of the file, where what is broken began. */
  private static Span place(MarkedYamlEngineException e, SourceText source) {
    Optional<Span> context = e.getContextMark().map(YamlReader::span);
    return e.getProblemMark()
        .map(YamlReader::span)
        .filter(span -> context.isEmpty() || !source.line(span.line()).isBlank())
        .or(() -> context)
        .orElse(Span.START);
  }

  private static Span span(Mark mark) {
    return new Span(mark.getLine() + 1, mark.getColumn() + 1, 1);
  }

  private static String explain(MarkedYamlEngineException e) {
    String problem = e.getProblem() == null ? "not well-formed" : e.getProblem();
    return e.getContext() == null ? problem : e.getContext() + ": " + problem;
  }

  private static Span unprintable(SourceText source) {
    String text = source.text();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t' && c != '\u0085') {
        return source.span(i, i + 1);
      }
    }
    return Span.START;
  }
}
