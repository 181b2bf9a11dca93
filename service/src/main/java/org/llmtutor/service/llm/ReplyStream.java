package org.llmtutor.service.llm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Reads one streamed reply. When the listener leaves, it reads on for a short while without telling
 * anybody, only to learn the usage, and ends with {@link LlmException.ClientGone}.
 */
final class ReplyStream {

  /** How long to wait for the usage when the text is complete. */
  private static final Duration USAGE_PATIENCE = Duration.ofSeconds(5);

  private static final Duration TAIL_PATIENCE = Duration.ofSeconds(1);

  private final String provider;
  private final EventParser parser;
  private final Duration drain;
  private final Reply reply;
  private final Protocol.Reader reader;
  private final LlmListener listener;
  private boolean begun;
  private boolean done;
  private boolean listenerGone;

  ReplyStream(
      String provider,
      Protocol protocol,
      ResponseLimits limits,
      Duration drain,
      Reply reply,
      LlmListener listener) {
    this.provider = provider;
    this.parser = protocol.parser(limits.maxLineBytes());
    this.drain = drain;
    this.reply = reply;
    this.reader = protocol.reader(reply);
    this.listener = listener;
  }

  /** Reads to the end of the reply; leaves closing {@code body} to the caller. */
  LlmResult read(ResponseBytes body, Deadline firstText, Deadline deadline) throws LlmException {
    try {
      readEvents(body, firstText, deadline);
      if (done) {
        body.discardRest(TAIL_PATIENCE);
      }
    } catch (TimeoutException e) {
      if (reply.isFinished() && !listenerGone) {
        return reply.result(); // Only the usage is missing.
      }
      throw ended(new LlmException.TimedOut(provider + ": deadline passed", reply.partial()));
    } catch (IOException e) {
      return resultOrBroken("connection broke");
    } catch (BadReply e) {
      throw ended(e.toException(provider, reply.partial()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LlmException.ClientGone(provider + ": interrupted", reply.partial());
    }
    return resultOrBroken("stream ended without a finish reason");
  }

  private void readEvents(ResponseBytes body, Deadline firstText, Deadline deadline)
      throws LlmException, TimeoutException, IOException, InterruptedException, BadReply {
    Deadline limit = deadline;
    while (!done) {
      boolean wasGone = listenerGone;
      boolean wasFinished = reply.isFinished();
      ByteBuffer bytes = body.next(begun || wasFinished ? limit : firstText);
      accept(bytes == null ? parser.end() : parser.feed(bytes));
      if (bytes == null) {
        return;
      }
      if (listenerGone && !wasGone) {
        limit = limit.shortenedTo(drain);
      }
      if (reply.isFinished() && !wasFinished) {
        limit = limit.shortenedTo(USAGE_PATIENCE);
      }
    }
  }

  private void accept(List<EventParser.Event> events) throws LlmException, BadReply {
    for (EventParser.Event event : events) {
      Protocol.Step step = reader.accept(event);
      deliver(step.text());
      switch (step.end()) {
        case NOT_YET -> {}
        case COMPLETE -> {
          done = true;
          return;
        }
        case FAILED -> throw ended(failed());
        case OUT_OF_MONEY -> throw ended(outOfMoney());
      }
    }
  }

  private LlmException failed() {
    return new LlmException.BrokenStream(
        provider + ": sent an error inside the stream", reply.partial());
  }

  private LlmException outOfMoney() {
    return reply.partial().isEmpty()
        ? new LlmException.QuotaExceeded(provider + ": the account is out of quota")
        : failed();
  }

  private void deliver(String text) {
    begun |= !text.isEmpty();
    if (text.isEmpty() || listenerGone) {
      return;
    }
    try {
      listener.delta(text);
    } catch (LlmListener.ListenerGone e) {
      listenerGone = true;
    }
  }

  private LlmResult resultOrBroken(String problem) throws LlmException {
    if (listenerGone || !reply.isFinished()) {
      throw ended(new LlmException.BrokenStream(provider + ": " + problem, reply.partial()));
    }
    return reply.result();
  }

  /** Once the listener has left, that is how the call ends, whatever else went wrong after. */
  private LlmException ended(LlmException otherwise) {
    return listenerGone
        ? new LlmException.ClientGone(provider + ": the listener left", reply.partial())
        : otherwise;
  }
}
