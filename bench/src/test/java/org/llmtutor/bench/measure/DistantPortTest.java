package org.llmtutor.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DistantPortTest {

  private static final Duration ROUND_TRIP = Duration.ofMillis(50);

  @Test
  void everyByteComesBackNotBeforeTheRoundTrip() throws Exception {
    byte[] sent = "x".repeat(100_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, here)) {
      Thread echo = new Thread(() -> echo(server));
      echo.start();
      try (DistantPort distant =
              DistantPort.before(here.getHostAddress(), server.getLocalPort(), ROUND_TRIP);
          Socket client = new Socket(here, distant.port())) {
        long start = System.nanoTime();
        client.getOutputStream().write(sent);
        byte[] first = client.getInputStream().readNBytes(1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(ROUND_TRIP);
        client.shutdownOutput();
        assertThat(client.getInputStream().readAllBytes()).hasSize(sent.length - first.length);
      }
      echo.join();
    }
  }

  private static void echo(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException closed) {
      // The client's assertions tell.
    }
  }
}
