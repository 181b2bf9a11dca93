package org.llmtutor.service.llm;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The built-in tutor: answers from the exercise's own notes, says so, and calls nobody. The same
 * request always gets the same reply. It never has a solution, so it cannot give one away.
 *
 * <p>Usage is {@link TokenEstimate#typical} of prompt and reply, so that everything behind it works
 * as with a real provider. A reply ends with {@code length} before it exceeds the request's output
 * tokens.
 *
 * <p><b>Replay.</b> With {@code replay: true} in its configuration its model is {@code
 * offline-replay}, and a learner's message with the line {@code replay context=374 generated=44} is
 * answered in one sentence with a usage of exactly 374 input and 44 output tokens, whatever the
 * output limit. That replays recorded traffic, to prove that ledger, metrics and reports agree.
 * Never turn it on where learners are: they would set their own cost.
 */
public final class OfflineTutor implements LlmClient {

  private static final Pattern REPLAY =
      Pattern.compile(
          "^replay context=([0-9]{1,7}) generated=([0-9]{1,7})\\s*$", Pattern.MULTILINE);

  private final String provider;
  private final OfflineConfig config;

  /** A tutor that reports as {@code provider}. */
  public OfflineTutor(String provider, OfflineConfig config) {
    this.provider = provider;
    this.config = config;
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public LlmResult complete(LlmRequest request, LlmListener listener) throws LlmException {
    if (!request.model().equals(config.model())) {
      throw new LlmException.Rejected(
          provider + ": the configured model is " + config.model(), "rejected");
    }
    Matcher replay = REPLAY.matcher(request.lastUserText());
    if (config.replay() && replay.find()) {
      TokenUsage usage =
          TokenUsage.of(Long.parseLong(replay.group(1)), Long.parseLong(replay.group(2)));
      return new Speech(request, listener).say("I am the offline tutor, replaying.", usage);
    }
    String full = OfflineAnswer.to(request);
    String text = fitting(full, request.maxOutputTokens());
    long input = TokenEstimate.typical(request.messages());
    TokenUsage usage = TokenUsage.of(input, TokenEstimate.typical(text));
    LlmResult said = new Speech(request, listener).say(text, usage);
    return text.length() == full.length() ? said : withReason(said, "length");
  }

  /** The longest run of whole words from the start that stays within {@code tokens}. */
  private static String fitting(String text, int tokens) {
    int end = 0;
    for (int next = wordEnd(text, 0); next > end; next = wordEnd(text, next)) {
      if (TokenEstimate.typical(text.substring(0, next)) > tokens) {
        return text.substring(0, end);
      }
      end = next;
    }
    return text;
  }

  /** Where the word at {@code from} ends, with the space after it. */
  private static int wordEnd(String text, int from) {
    int i = from;
    while (i < text.length() && !Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static LlmResult withReason(LlmResult result, String finishReason) {
    return new LlmResult(
        result.text(),
        result.usage(),
        finishReason,
        result.model(),
        result.latency(),
        result.timeToFirstToken(),
        result.serviceTier());
  }

  /** One reply on its way to one listener. */
  private final class Speech {

    private final LlmRequest request;
    private final LlmListener listener;
    private final Deadline deadline;
    private final StringBuilder said = new StringBuilder();
    private @Nullable Duration timeToFirstToken;

    Speech(LlmRequest request, LlmListener listener) {
      this.request = request;
      this.listener = listener;
      this.deadline = Deadline.after(request.deadline());
    }

    LlmResult say(String text, TokenUsage usage) throws LlmException {
      try {
        if (request.stream()) {
          sayWords(text);
        } else {
          sayNext(text);
        }
      } catch (LlmListener.ListenerGone e) {
        throw new LlmException.ClientGone(provider + ": the listener left", partial(usage));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LlmException.ClientGone(provider + ": interrupted", partial(usage));
      }
      return new LlmResult(
          text, usage, "stop", request.model(), deadline.elapsed(), timeToFirstToken);
    }

    private void sayWords(String text) throws LlmException, InterruptedException {
      for (int from = 0; from < text.length(); ) {
        int end = wordEnd(text, from);
        pause();
        if (deadline.passed()) {
          throw new LlmException.TimedOut(
              provider + ": deadline passed",
              new LlmException.Partial(said.toString(), TokenUsage.UNKNOWN));
        }
        if (timeToFirstToken == null) {
          timeToFirstToken = deadline.elapsed();
        }
        sayNext(text.substring(from, end));
        from = end;
      }
    }

    private void sayNext(String piece) {
      if (!piece.isEmpty()) {
        said.append(piece);
        listener.delta(piece);
      }
    }

    private void pause() throws InterruptedException {
      long nanos = Math.min(config.deltaDelay().toNanos(), deadline.remainingNanos());
      if (nanos > 0) {
        Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
      }
    }

    /** A provider counts what it made: the prompt, and the words up to the break. */
    private LlmException.Partial partial(TokenUsage full) {
      Long input = full.input();
      long output = TokenEstimate.typical(said.toString());
      return new LlmException.Partial(
          said.toString(), TokenUsage.of(input == null ? 0 : input, output));
    }
  }
}
