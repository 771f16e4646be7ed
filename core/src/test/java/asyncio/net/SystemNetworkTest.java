package asyncio.net;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets on a real loop. */
class SystemNetworkTest {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static Network network() {
    return Network.of(getRunningLoop());
  }

  private static Listener listen() throws IOException {
    return network().listen(ANY_PORT, ListenOptions.DEFAULT);
  }

  private static ByteStream accept(Listener listener) throws IOException {
    ByteStream accepted = listener.accept();
    while (accepted == null) {
      listener.awaitConnection();
      accepted = listener.accept();
    }
    return accepted;
  }

  private static void writeAll(ByteStream stream, String text) throws IOException {
    ByteBuffer bytes = UTF_8.encode(text);
    while (bytes.hasRemaining()) {
      if (stream.write(bytes) == 0) {
        stream.awaitWritable();
      }
    }
  }

  private static String readToEnd(ByteStream stream) throws IOException {
    StringBuilder text = new StringBuilder();
    ByteBuffer chunk = ByteBuffer.allocate(64);
    for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
      if (count == 0) {
        stream.awaitReadable();
      }
      text.append(UTF_8.decode(chunk.flip()));
      chunk.clear();
    }
    return text.toString();
  }

  private static void echo(ByteStream stream) throws IOException {
    try (stream) {
      writeAll(stream, readToEnd(stream));
    }
  }

  @Test
  void manyClientsAreEchoed() {
    run(
        () -> {
          int clients = 50;
          try (Listener listener = listen()) {
            Task<@Nullable Void> server =
                createTask(
                    () -> {
                      List<Task<@Nullable Void>> echoes = new ArrayList<>();
                      for (int i = 0; i < clients; i++) {
                        ByteStream accepted = accept(listener);
                        echoes.add(createTask(() -> echo(accepted)));
                      }
                      gather(echoes);
                    });
            List<Task<String>> answers = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
              String message = "message " + i;
              answers.add(createTask(() -> ask(listener, message)));
            }
            assertThat(gather(answers)).contains("message 0", "message 49").hasSize(clients);
            server.await();
          }
        });
  }

  @Test
  void aPortIsSharedIfAllWantTo() {
    ListenOptions sharing = ListenOptions.DEFAULT.withReusePort(true);
    run(
        () -> {
          try (Listener first = network().listen(ANY_PORT, sharing);
              Listener second = network().listen(first.localAddress(), sharing)) {
            assertThat(second.localAddress()).isEqualTo(first.localAddress());
            assertThatThrownBy(() -> network().listen(first.localAddress(), ListenOptions.DEFAULT))
                .isInstanceOf(BindException.class);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theAddressOfDyingConnectionsIsReusedAsWanted(boolean wanted) {
    ListenOptions options = ListenOptions.DEFAULT.withReuseAddress(wanted);
    run(
        () -> {
          try (SocketListener listener = (SocketListener) network().listen(ANY_PORT, options)) {
            assertThat(listener.channel.getOption(StandardSocketOptions.SO_REUSEADDR))
                .isEqualTo(wanted);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void idleConnectionsAreProbedAsWanted(boolean wanted) {
    ListenOptions options = ListenOptions.DEFAULT.withKeepAlive(wanted);
    run(
        () -> {
          try (Listener listener = network().listen(ANY_PORT, options);
              ByteStream _ = network().connect(listener.localAddress(), null);
              ByteStream accepted = accept(listener)) {
            SocketChannel socket = (SocketChannel) accepted.extraInfo("socket");
            assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isEqualTo(wanted);
          }
        });
  }

  private static String ask(Listener listener, String message) throws IOException {
    try (ByteStream stream = network().connect(listener.localAddress(), null)) {
      writeAll(stream, message);
      stream.shutdownOutput();
      return readToEnd(stream);
    }
  }

  @Test
  void nobodyListens() {
    run(
        () -> {
          Listener listener = listen();
          listener.close();
          assertThatThrownBy(() -> network().connect(listener.localAddress(), null))
              .isInstanceOf(ConnectException.class);
        });
  }

  @Test
  void closingWakesTheOneWhoWaits() {
    run(
        () -> {
          Listener listener = listen();
          Task<@Nullable Void> waiting = createTask(() -> listener.awaitConnection());
          sleep(Duration.ZERO);
          listener.close();
          assertThatThrownBy(waiting::await).isInstanceOf(AsynchronousCloseException.class);
        });
  }

  @Test
  void aSecondOneWhoWaitsIsRefused() {
    run(
        () -> {
          try (Listener listener = listen()) {
            Task<@Nullable Void> first = createTask("first", () -> listener.awaitConnection());
            sleep(Duration.ZERO);
            assertThatThrownBy(listener::awaitConnection)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("first waits already for <SocketListener at")
                .hasMessageContaining("to be readable");
            first.cancel();
            assertThatThrownBy(first::await).isInstanceOf(CancelledError.class);
          }
        });
  }

  @Test
  void aCancelledWaitCanBeRepeated() {
    run(
        () -> {
          try (Listener listener = listen()) {
            Task<@Nullable Void> cancelled = createTask(() -> listener.awaitConnection());
            sleep(Duration.ZERO);
            cancelled.cancel();
            assertThatThrownBy(cancelled::await).isInstanceOf(CancelledError.class);
            try (ByteStream client = network().connect(listener.localAddress(), null);
                ByteStream accepted = accept(listener)) {
              writeAll(client, "hello");
              client.shutdownOutput();
              assertThat(readToEnd(accepted)).isEqualTo("hello");
            }
          }
        });
  }
}
