package asyncio.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A web server with prepared answers, on blocking sockets and threads. It answers nobody before it
 * has had an expected number of requests.
 */
final class PageServer implements AutoCloseable {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final ServerSocket listening;
  private final String scheme;
  private final CountDownLatch requestsMissing;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  private record Answer(String text, boolean stays) {}

  private PageServer(ServerSocket listening, String scheme, int requests) {
    this.listening = listening;
    this.scheme = scheme;
    this.requestsMissing = new CountDownLatch(requests);
    Thread.startVirtualThread(this::acceptAll);
  }

  static PageServer plain(int requests) throws IOException {
    return new PageServer(new ServerSocket(0, 10, HERE), "http", requests);
  }

  static PageServer secure(Path store, int requests) throws Exception {
    return new PageServer(
        Certificates.showing(store).getServerSocketFactory().createServerSocket(0, 10, HERE),
        "https",
        requests);
  }

  String url() {
    return scheme + "://127.0.0.1:" + listening.getLocalPort();
  }

  /** Answers a request for a path, and closes the connection. */
  void answer(String path, String text) {
    answers.put(path, new Answer(text, false));
  }

  /** Answers a request for a path, and leaves the connection open. */
  void answerAndStay(String path, String text) {
    answers.put(path, new Answer(text, true));
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket client = listening.accept();
        Thread.startVirtualThread(() -> serve(client));
      }
    } catch (IOException closing) {
      // the end
    }
  }

  private void serve(Socket client) {
    try (client) {
      var reader = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
      Answer answer = answers.get(reader.readLine().split(" ")[1]);
      while (!reader.readLine().isEmpty()) {
        continue;
      }
      requestsMissing.countDown();
      requestsMissing.await();
      client.getOutputStream().write(answer.text().getBytes(US_ASCII));
      if (answer.stays()) {
        closed.await();
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listening.close();
  }
}
