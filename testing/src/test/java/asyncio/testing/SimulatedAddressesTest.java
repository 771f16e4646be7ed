package asyncio.testing;

import static asyncio.Asyncio.createTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.ByteStream;
import asyncio.net.DatagramOptions;
import asyncio.net.DatagramStream;
import asyncio.net.ListenOptions;
import asyncio.net.Listener;
import asyncio.task.Task;
import asyncio.testing.network.LinkConditions;
import asyncio.testing.network.SimulatedHost;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;

/** Which addresses simulated hosts have, may bind to, and are seen at. */
class SimulatedAddressesTest {

  private SimulatedNetwork network;
  private SimulatedHost client;
  private SimulatedHost server;

  @BeforeEach
  void network() {
    network = SimulatedNetwork.install();
    network.setConditions(LinkConditions.IDEAL);
    client = network.host("client");
    server = network.host("server");
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  private Listener listen(SocketAddress local) throws IOException {
    return network.listen(local, ListenOptions.DEFAULT);
  }

  private void reach(SocketAddress remote) throws IOException {
    network.connect(remote, null).close();
  }

  // ---- binding

  @AsyncTest
  void aPortIsBoundOnceOnEachHost() throws Exception {
    client.run(
        () -> {
          try (Listener _ = listen(client.at(80))) {
            assertThatThrownBy(() -> listen(client.at(80)))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("already in use: 10.0.0.2:80 of client");
            server.run(() -> listen(server.at(80)).close());
          }
          listen(client.at(80)).close();
        });
  }

  @AsyncTest
  void anAddressAndAllAddressesExcludeEachOther() throws Exception {
    server.run(
        () -> {
          try (Listener _ = listen(server.at(80));
              Listener _ = listen(at("127.0.0.1", 80))) {
            assertThatThrownBy(() -> listen(at("0.0.0.0", 80))).isInstanceOf(BindException.class);
          }
          try (Listener _ = listen(at("0.0.0.0", 80))) {
            assertThatThrownBy(() -> listen(server.at(80))).isInstanceOf(BindException.class);
          }
        });
  }

  @AsyncTest
  void nobodyBindsToTheAddressOfAnotherHost() throws Exception {
    client.run(
        () -> {
          assertThatThrownBy(() -> listen(server.at(80)))
              .isInstanceOf(BindException.class)
              .hasMessageContaining("runs on client, which has 10.0.0.2 and not 10.0.0.3");
          assertThatThrownBy(() -> network.openDatagrams(DatagramOptions.at(server.at(53))))
              .isInstanceOf(BindException.class);
          assertThatThrownBy(() -> network.connect(server.at(80), server.at(0)))
              .isInstanceOf(BindException.class);
        });
  }

  // ---- being reached

  @AsyncTest
  void whoListensAtTheLoopbackIsReachedFromItsOwnHostOnly() throws Exception {
    server.run(
        () -> {
          try (Listener _ = listen(at("127.0.0.1", 80))) {
            reach(at("127.0.0.1", 80));
            assertThatThrownBy(() -> reach(server.at(80))).isInstanceOf(ConnectException.class);
            client.run(
                () -> {
                  assertThatThrownBy(() -> reach(server.at(80)))
                      .isInstanceOf(ConnectException.class);
                  assertThatThrownBy(() -> reach(at("127.0.0.1", 80)))
                      .isInstanceOf(ConnectException.class);
                });
          }
        });
  }

  @AsyncTest
  void whoListensEverywhereIsReachedAtEachAddress() throws Exception {
    server.run(
        () -> {
          try (Listener listener = listen(at("0.0.0.0", 80))) {
            assertThat(listener.localAddress()).isEqualTo(at("0.0.0.0", 80));
            reach(at("127.0.0.1", 80));
            reach(listener.localAddress());
            client.run(() -> reach(server.at(80)));
          }
        });
  }

  @AsyncTest
  void bothEndsNameTheSameAddresses() throws Exception {
    server.run(
        () -> {
          try (Listener listener = listen(at("0.0.0.0", 80))) {
            client.run(() -> assertAddresses(listener, server.at(80), client.address()));
            assertAddresses(listener, at("127.0.0.1", 80), InetAddress.ofLiteral("127.0.0.1"));
            assertAddresses(listener, server.at(80), server.address());
          }
        });
  }

  private void assertAddresses(
      Listener listener, InetSocketAddress remote, InetAddress expectedSource) throws IOException {
    try (ByteStream near = network.connect(remote, null);
        ByteStream far = listener.accept()) {
      assertThat(near.extraInfo("peername")).isEqualTo(remote).isEqualTo(far.extraInfo("sockname"));
      InetSocketAddress source = (InetSocketAddress) near.extraInfo("sockname");
      assertThat(source.getAddress()).isEqualTo(expectedSource);
      assertThat(far.extraInfo("peername")).isEqualTo(source);
    }
  }

  @AsyncTest
  void localhostIsEachHostItself() throws Exception {
    assertThat(network.resolve("localhost")).containsExactly(InetAddress.ofLiteral("127.0.0.1"));
    assertThat(network.resolve("client")).containsExactly(client.address());
  }

  // ---- datagrams

  private static ByteBuffer bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }

  private static void echoOnce(DatagramStream socket) throws IOException {
    ByteBuffer question = ByteBuffer.allocate(16);
    SocketAddress sender = socket.receive(question);
    socket.send(question.flip(), sender);
  }

  private void assertEchoes(DatagramOptions asker, InetSocketAddress remote) throws IOException {
    try (DatagramStream socket = network.openDatagrams(asker)) {
      socket.send(bytes(7), asker.remote() == null ? remote : null);
      ByteBuffer answer = ByteBuffer.allocate(16);
      assertThat(socket.receive(answer)).isEqualTo(remote);
      assertThat(answer.flip()).isEqualTo(bytes(7));
    }
  }

  @AsyncTest
  void datagramsOfTheTestItselfAreAnswered() throws Exception {
    DatagramStream[] echo = new DatagramStream[1];
    server.run(() -> echo[0] = network.openDatagrams(DatagramOptions.at(at("0.0.0.0", 53))));
    try (DatagramStream socket = echo[0]) {
      Task<?> twice =
          createTask(
              () -> {
                echoOnce(socket);
                echoOnce(socket);
              });
      assertEchoes(DatagramOptions.to(server.at(53)), server.at(53));
      assertEchoes(DatagramOptions.at(at("0.0.0.0", 0)), server.at(53));
      twice.await();
    }
  }

  @AsyncTest
  void datagramsAreAnsweredWithinAHost() throws Exception {
    server.run(
        () -> {
          try (DatagramStream socket =
              network.openDatagrams(DatagramOptions.at(at("0.0.0.0", 53)))) {
            createTask(() -> echoOnce(socket));
            assertEchoes(DatagramOptions.to(at("127.0.0.1", 53)), at("127.0.0.1", 53));
          }
        });
  }

  @AsyncTest
  void nothingLeavesTheLoopback() throws Exception {
    try (DatagramStream socket = network.openDatagrams(DatagramOptions.at(at("127.0.0.1", 0)))) {
      assertThatThrownBy(() -> socket.send(bytes(7), server.at(53)))
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("Invalid argument: what is bound to 127.0.0.1");
    }
    assertThatThrownBy(() -> network.connect(server.at(80), at("127.0.0.1", 0)))
        .isInstanceOf(SocketException.class);
  }
}
