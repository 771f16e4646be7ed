package asyncio.http.testing;

import asyncio.http.RequestHead;
import asyncio.http.wire.RequestReader;
import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.ServerOptions;
import asyncio.stream.Streams;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A server for tests of clients: it answers byte by byte as it was told, and remembers what it was
 * asked. Works on real sockets and on simulated networks. Loop thread only.
 *
 * <pre>{@code
 * try (FakeServer server = FakeServer.start("localhost", 80)) {
 *   server.answer("HTTP/1.1 200 OK\nContent-Length: 2\n\nhi");
 *   server.answer(peer -> peer.abort());
 *   …
 *   assertThat(server.requests()).hasSize(2);
 * }
 * }</pre>
 */
public final class FakeServer implements AutoCloseable {

  private static final int HEAD_BYTES_AT_MOST = 64 << 10;

  /** How to answer one request. */
  @FunctionalInterface
  public interface Script {

    /**
     * Answers; called when the head of the request is there. May suspend.
     *
     * @throws Exception if it fails; the connection is cut then
     */
    void answer(FakePeer peer) throws Exception;
  }

  private final Queue<Script> scripts = new ArrayDeque<>();
  private final List<RecordedRequest> requests = new ArrayList<>();
  private @Nullable Server server;
  private Script otherwise = FakeServer::refuse;
  private int connections;

  private FakeServer() {}

  /**
   * Starts to listen. Suspends.
   *
   * @param port 0 for any that is free
   * @throws IOException if it cannot
   */
  public static FakeServer start(String host, int port) throws IOException {
    return start(host, port, ServerOptions.DEFAULT);
  }

  /** Starts to listen, for instance with TLS; see {@link #start(String, int)}. */
  public static FakeServer start(String host, int port, ServerOptions options) throws IOException {
    FakeServer started = new FakeServer();
    started.server = Streams.serve(started::serve, host, port, options);
    return started;
  }

  // ---- what it says

  /**
   * Answers the next request with a text, after having read all of it; see {@link
   * FakePeer#send(String)}.
   */
  public FakeServer answer(String response) {
    Objects.requireNonNull(response, "response");
    return answer(saying(response));
  }

  /** Answers the next request for which nothing else was told yet. */
  public FakeServer answer(Script script) {
    scripts.add(Objects.requireNonNull(script, "script"));
    return this;
  }

  /** Answers all requests for which nothing else was told; without this it says 500. */
  public FakeServer otherwise(String response) {
    return otherwise(saying(response));
  }

  /** Answers all requests for which nothing else was told; without this it says 500. */
  public FakeServer otherwise(Script script) {
    otherwise = Objects.requireNonNull(script, "script");
    return this;
  }

  private static Script saying(String response) {
    return peer -> {
      peer.readBody();
      peer.send(response);
    };
  }

  private static void refuse(FakePeer peer) throws IOException {
    String text = "nothing was told to answer to " + peer.request() + "; call answer() before";
    peer.readBody();
    peer.send("HTTP/1.1 500 Unexpected Request\nContent-Length: " + text.length() + "\n\n" + text);
  }

  // ---- what it was asked

  /** All requests of which the head has come, in their order. */
  public List<RecordedRequest> requests() {
    return Collections.unmodifiableList(requests);
  }

  /** How many connections were opened so far. */
  public int connections() {
    return connections;
  }

  /** Where it listens. */
  public int port() {
    return listening().port();
  }

  private Server listening() {
    return Objects.requireNonNull(server, "the server has not started");
  }

  // ---- serving

  private void serve(Connection connection) throws Exception {
    connections++;
    RequestReader reader = new RequestReader(connection.reader(), HEAD_BYTES_AT_MOST);
    try {
      while (serveRequest(connection, reader)) {
        // the next one
      }
    } catch (IOException clientIsGone) {
      connection.abort();
    }
  }

  private boolean serveRequest(Connection connection, RequestReader reader) throws Exception {
    RequestHead head = reader.readHead();
    if (head == null) {
      return false;
    }
    FakePeer peer = new FakePeer(connection, reader, new RecordedRequest(head));
    requests.add(peer.request());
    Script next = scripts.poll();
    (next == null ? otherwise : next).answer(peer);
    return peer.mayGoOn();
  }

  /** Stops at once, and cuts what is open. Suspends until that is done. */
  @Override
  public void close() {
    Server listening = listening();
    listening.close();
    listening.clients().forEach(client -> client.cancel("the fake server stops"));
    listening.abortClients();
    listening.waitClosed();
  }

  @Override
  public String toString() {
    return "<FakeServer " + server + ", " + requests.size() + " requests>";
  }
}
