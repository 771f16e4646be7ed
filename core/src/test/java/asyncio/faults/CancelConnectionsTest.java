package asyncio.faults;

import static asyncio.Asyncio.connectAcceptedSocket;
import static asyncio.Asyncio.createConnection;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.createUnixConnection;
import static asyncio.Asyncio.getaddrinfo;
import static asyncio.Asyncio.getnameinfo;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.openUnixConnection;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.sockAccept;
import static asyncio.Asyncio.startServer;
import static asyncio.Asyncio.startUnixServer;
import static asyncio.faults.ObedientServer.ECHO;
import static asyncio.support.Settling.settleUntil;
import static asyncio.tls.Certificates.trustedClient;
import static asyncio.tls.Certificates.trustedServer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.faults.CancelAtEachMoment.Scene;
import asyncio.net.ConnectOptions;
import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.ConnectionOptions;
import asyncio.support.LogRecords;
import asyncio.support.NoLeaks;
import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.transport.Connected;
import asyncio.transport.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All that suspends around connections, cancelled at each moment. */
@ExtendWith(NoLeaks.class)
class CancelConnectionsTest {

  /** A scene with a server that must still serve afterwards. */
  private abstract static class Visit implements Scene {

    final ObedientServer server;

    Visit(Api api) throws Exception {
      server = ObedientServer.start(api);
      server.visit();
    }

    @Override
    public final void verify() throws Exception {
      server.awaitClients(0);
      server.forgetEnds();
      server.visit();
    }

    @Override
    public final void close() {
      server.server().close();
    }
  }

  /** A scene with a server that nobody keeps busy afterwards. */
  private abstract static class ServerScene implements Scene {

    final Server server;

    ServerScene(Server server) {
      this.server = server;
    }

    @Override
    public final void verify() {
      settleUntil("nobody is served", () -> server.clients().isEmpty());
    }

    @Override
    public final void close() {
      server.close();
    }
  }

  private static void cancelVisit(Api api, VisitorCode code) {
    int moments =
        CancelAtEachMoment.check(
            () ->
                new Visit(api) {
                  @Override
                  public void act() throws Exception {
                    code.visit(server);
                  }
                });
    assertThat(moments).isGreaterThan(2);
  }

  private interface VisitorCode {
    void visit(ObedientServer server) throws Exception;
  }

  /** Connecting, shaking hands, sending, reading and saying goodbye. */
  @ParameterizedTest
  @EnumSource
  void theLifeOfAConnection(Api api) {
    cancelVisit(
        api,
        server -> {
          try (Connection connection = server.order(ECHO)) {
            connection.writer().send(new byte[300_000]);
            connection.reader().readExactly(300_000);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void aTransportAsClient(Api api) {
    cancelVisit(
        api,
        server -> {
          Future<@Nullable Void> lost = createFuture();
          Protocol protocol =
              new Protocol() {
                @Override
                public void connectionLost(@Nullable Throwable failure) {
                  if (!lost.done()) {
                    lost.setResult(null);
                  }
                }
              };
          Connected<Protocol> connected =
              createConnection(
                  () -> protocol,
                  Api.LOCALHOST,
                  server.port(),
                  ConnectOptions.DEFAULT,
                  api.isSecure() ? trustedClient() : null);
          connected.transport().write(new byte[] {'e', '?'});
          connected.transport().close();
          lost.await();
        });
  }

  /** The name has two addresses, of which one may refuse. */
  @Test
  void connectingByNameToSeveralAddresses() {
    cancelVisit(
        Api.STREAM,
        server -> {
          ConnectOptions eyeballs = ConnectOptions.DEFAULT.withHappyEyeballs(millis(250));
          try (Connection connection =
              openConnection(
                  "localhost", server.port(), ConnectionOptions.DEFAULT.withConnect(eyeballs))) {
            connection.writer().send(ECHO + "?", UTF_8);
            connection.reader().readExactly(1);
          }
        });
  }

  @Test
  void lookingUpNames() {
    int moments =
        CancelAtEachMoment.check(
            () ->
                () -> {
                  InetSocketAddress address = getaddrinfo("localhost", 80).getFirst();
                  assertThat(getnameinfo(address)).isNotNull();
                });
    assertThat(moments).isGreaterThan(2);
  }

  /** As streams, and as a transport. */
  @Test
  void connectingToAUnixSocket(@TempDir Path folder) {
    Path path = folder.resolve("socket");
    int moments =
        CancelAtEachMoment.check(
            () ->
                new ServerScene(
                    startUnixServer((Connection client) -> client.reader().read(), path)) {
                  @Override
                  public void act() throws Exception {
                    openUnixConnection(path).close();
                    createUnixConnection(() -> new Protocol() {}, path).transport().abort();
                  }
                });
    assertThat(moments).isGreaterThan(1);
  }

  @Test
  void securingAnAcceptedConnection() {
    int moments =
        CancelAtEachMoment.check(
            () ->
                new Scene() {
                  private final ServerSocketChannel listener =
                      ServerSocketChannel.open().bind(new InetSocketAddress(Api.LOCALHOST, 0));

                  @Override
                  public void act() throws Exception {
                    listener.configureBlocking(false);
                    Task<@Nullable Void> visiting = createTask(this::visit);
                    try {
                      SocketChannel accepted = sockAccept(listener);
                      connectAcceptedSocket(() -> new Protocol() {}, accepted, trustedServer())
                          .transport()
                          .abort();
                    } finally {
                      visiting.cancel();
                    }
                  }

                  private void visit() {
                    try (Connection client =
                        Api.SECURE_STREAM.connect(listener.socket().getLocalPort())) {
                      client.reader().read();
                    } catch (IOException serverIsCancelled) {
                      // which is what this is about
                    }
                  }

                  @Override
                  public void close() throws IOException {
                    listener.close();
                  }
                });
    assertThat(moments).isGreaterThan(5);
  }

  /** A plain connection becomes secure in the middle. */
  @Test
  void startTls() {
    int moments =
        CancelAtEachMoment.check(
            () ->
                new ServerScene(startServer(CancelConnectionsTest::upgrade, Api.LOCALHOST, 0)) {
                  @Override
                  public void act() throws Exception {
                    int port = ((InetSocketAddress) server.addresses().getFirst()).getPort();
                    try (Connection connection = openConnection(Api.LOCALHOST, port)) {
                      connection.writer().startTls(trustedClient());
                      assertThat(connection.reader().readLine(UTF_8)).isEqualTo("secret");
                    }
                  }
                });
    assertThat(moments).isGreaterThan(5);
  }

  private static void upgrade(Connection connection) {
    try {
      connection.writer().startTls(trustedServer());
      connection.writer().send("secret\n", UTF_8);
    } catch (IOException clientIsCancelled) {
      // which is what this is about
    }
  }

  @ParameterizedTest
  @EnumSource
  void servingForever(Api api) {
    cancelServing(api, Server::serveForever);
  }

  @ParameterizedTest
  @EnumSource
  void servingThenStopping(Api api) {
    cancelServing(api, server -> server.serveThenStop(seconds(20))); // the client leaves before
  }

  private static void cancelServing(Api api, Consumer<Server> serving) {
    int moments = CancelAtEachMoment.check(() -> () -> serveOneVisitor(api, serving));
    assertThat(moments).isGreaterThan(5);
  }

  /** However serving was left, nobody is accepted any more, and a client is served to its end. */
  private static void serveOneVisitor(Api api, Consumer<Server> serving) throws Exception {
    ObedientServer server = ObedientServer.start(api);
    Task<@Nullable Void> visiting = createTask(() -> visitAndClose(server));
    try {
      serving.accept(server.server());
    } finally {
      assertThat(server.server().addresses()).isEmpty();
      visiting.cancel();
    }
  }

  private static void visitAndClose(ObedientServer server) {
    try (Connection client = server.order(ECHO + "?")) {
      client.reader().readExactly(1);
      server.server().close();
      sleep(Duration.ZERO);
    } catch (IOException refusedOrReset) {
      // as the server has been cancelled
    }
  }

  /** The server's own task is cancelled while it waits, in each of the ways, for its clients. */
  @ParameterizedTest
  @EnumSource
  void servingAndStopping(Api api) {
    try (LogRecords _ = LogRecords.capture()) { // a server that waits in vain says so
      int moments = CancelAtEachMoment.check(() -> () -> serveAndStop(api));
      assertThat(moments).isGreaterThan(5);
    }
  }

  private static void serveAndStop(Api api) throws Exception {
    ObedientServer server = ObedientServer.start(api);
    try {
      Connection client = server.order(ECHO);
      try {
        server.server().stop(millis(2));
      } finally {
        client.abort();
      }
    } finally {
      server.server().close();
      server.server().abortClients();
    }
  }
}
