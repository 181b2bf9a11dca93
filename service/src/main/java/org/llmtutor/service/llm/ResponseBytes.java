package org.llmtutor.service.llm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A response body that is read with a deadline per read, however slowly it comes, up to a size.
 * Closing it before its end closes the connection, so that the provider sees that nobody listens.
 * Read by one thread; at most one network read is buffered ahead.
 */
final class ResponseBytes implements BodySubscriber<ResponseBytes>, AutoCloseable {

  /** What the connection reported: some bytes, or the end, or a failure. */
  private record Signal(List<ByteBuffer> bytes, boolean last, @Nullable Throwable failure) {}

  private final CompletableFuture<ResponseBytes> subscribed = new CompletableFuture<>();
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final int maxBytes;
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean discarding;
  private volatile boolean arrived;
  private long bytesRead;
  private boolean ended;

  ResponseBytes(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public CompletionStage<ResponseBytes> getBody() {
    return subscribed;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
    subscribed.complete(this);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    if (!discarding) {
      signals.add(new Signal(bytes, false, null));
    }
  }

  @Override
  public void onError(Throwable failure) {
    arrived = true;
    signals.add(new Signal(List.of(), true, failure));
    subscribed.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    arrived = true;
    signals.add(new Signal(List.of(), true, null));
  }

  /**
   * The next bytes, at least one; null at the end.
   *
   * @throws TimeoutException when the deadline has passed, even if bytes are waiting
   * @throws IOException when the connection broke
   * @throws BadReply when more bytes came than allowed
   */
  @Nullable ByteBuffer next(Deadline deadline)
      throws TimeoutException, IOException, InterruptedException, BadReply {
    while (!ended) {
      ByteBuffer bytes = join(take(deadline).bytes());
      bytesRead += bytes.remaining();
      if (bytesRead > maxBytes) {
        throw BadReply.tooLarge("sent more than " + maxBytes + " bytes");
      }
      if (bytes.hasRemaining()) {
        return bytes;
      }
    }
    return null;
  }

  /** All bytes up to the end; see {@link #next}. */
  byte[] readAll(Deadline deadline)
      throws TimeoutException, IOException, InterruptedException, BadReply {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuffer bytes = next(deadline); bytes != null; bytes = next(deadline)) {
      all.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }
    return all.toByteArray();
  }

  /**
   * Lets the rest come and go in the background, so that the connection can be used again, but only
   * for {@code patience}. Usually nothing but the end is missing. Returns at once.
   */
  void discardRest(Duration patience) {
    Flow.Subscription open = subscription;
    if (open != null && !arrived) {
      discarding = true;
      open.request(Long.MAX_VALUE);
      CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
          .execute(this::cancel);
    }
  }

  /** Closes the connection unless the body has arrived to its end or is being discarded. */
  @Override
  public void close() {
    if (!discarding) {
      cancel();
    }
  }

  private void cancel() {
    Flow.Subscription open = subscription;
    if (open != null && !arrived) {
      open.cancel();
    }
  }

  private Signal take(Deadline deadline)
      throws TimeoutException, IOException, InterruptedException {
    long remaining = deadline.remainingNanos();
    Signal signal = remaining <= 0 ? null : signals.poll(remaining, TimeUnit.NANOSECONDS);
    if (signal == null) {
      throw new TimeoutException();
    }
    ended = signal.last();
    if (signal.failure() != null) {
      throw new IOException("connection broke");
    }
    Flow.Subscription open = subscription;
    if (!ended && open != null) {
      open.request(1);
    }
    return signal;
  }

  private static ByteBuffer join(List<ByteBuffer> parts) {
    ByteBuffer joined = ByteBuffer.allocate(parts.stream().mapToInt(ByteBuffer::remaining).sum());
    parts.forEach(joined::put);
    return joined.flip();
  }
}
