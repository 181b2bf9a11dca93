package org.llmtutor.bench.measure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A port of the loopback in front of a server's, whose answers come a round trip later, as those of
 * a server on another machine. What answers wait is bounded by what the client asks for.
 */
final class DistantPort implements AutoCloseable {

  private static final int BLOCK = 16 * 1024;

  private final ServerSocket door;
  private final String host;
  private final int port;
  private final Duration roundTrip;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  private DistantPort(ServerSocket door, String host, int port, Duration roundTrip) {
    this.door = door;
    this.host = host;
    this.port = port;
    this.roundTrip = roundTrip;
  }

  static DistantPort before(String host, int port, Duration roundTrip) throws IOException {
    ServerSocket door = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    DistantPort distant = new DistantPort(door, host, port, roundTrip);
    start(distant::accept);
    return distant;
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = door.accept();
      Socket server = new Socket(host, port);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      open.addAll(List.of(client, server));
      BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
      start(() -> forward(client, server));
      start(() -> receive(server.getInputStream(), answers));
      start(() -> deliver(answers, client.getOutputStream()));
    }
  }

  private static void forward(Socket client, Socket server) throws IOException {
    client.getInputStream().transferTo(server.getOutputStream());
    server.shutdownOutput();
  }

  /** Some bytes, and when they arrive. */
  private record Answer(ByteBuffer bytes, long due) {}

  private void receive(InputStream from, BlockingQueue<Answer> answers) throws IOException {
    byte[] block = new byte[BLOCK];
    for (int read = from.read(block); read >= 0; read = from.read(block)) {
      long due = System.nanoTime() + roundTrip.toNanos();
      answers.add(new Answer(ByteBuffer.wrap(Arrays.copyOf(block, read)), due));
    }
    answers.add(new Answer(ByteBuffer.allocate(0), System.nanoTime()));
  }

  private static void deliver(BlockingQueue<Answer> answers, OutputStream to)
      throws IOException, InterruptedException {
    for (Answer answer = answers.take(); answer.bytes().hasRemaining(); answer = answers.take()) {
      for (long left = answer.due() - System.nanoTime();
          left > 0;
          left = answer.due() - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      to.write(answer.bytes().array());
      to.flush();
    }
    to.close();
  }

  /** Something that ends with its socket. */
  private interface Part {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Part part) {
    Thread thread =
        new Thread(
            () -> {
              try {
                part.run();
              } catch (IOException | InterruptedException ended) {
                // One side has closed.
              }
            },
            "distant-port");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
