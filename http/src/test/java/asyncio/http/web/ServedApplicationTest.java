package asyncio.http.web;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.server.HttpServer;
import asyncio.stream.Connection;
import asyncio.sync.Event;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import asyncio.testing.TimeMode;
import asyncio.testing.network.SimulatedNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Applications behind our server. */
class ServedApplicationTest {

  private static final int MEGABYTE = 1_000_000;
  private static final int MEGABYTES = 100;

  /** What the server answers, until it closes the connection. */
  private static byte[] ask(HttpServer server, String head) throws IOException {
    try (Connection connection = openConnection("localhost", server.port())) {
      connection
          .writer()
          .send((head + "Host: localhost\nConnection: close\n\n").replace("\n", "\r\n"), UTF_8);
      return connection.reader().read();
    }
  }

  private static String text(byte[] response) {
    return new String(response, UTF_8).replace("\r\n", "\n");
  }

  @AsyncTest(time = TimeMode.REAL)
  void filesAndTheirRanges(@TempDir Path folder) throws Exception {
    byte[] content = new byte[3 * MEGABYTE];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31 + i / 251);
    }
    Files.write(folder.resolve("large.bin"), content);
    Application app = new Application();
    app.files("/files", folder);
    try (HttpServer server = HttpServer.start(app, "localhost", 0)) {
      byte[] whole = ask(server, "GET /files/large.bin HTTP/1.1\n");
      assertThat(text(Arrays.copyOf(whole, 1000)))
          .startsWith("HTTP/1.1 200 OK\n")
          .contains("Content-Length: 3000000\n");
      assertThat(Arrays.copyOfRange(whole, whole.length - content.length, whole.length))
          .isEqualTo(content);
      byte[] part = ask(server, "GET /files/large.bin HTTP/1.1\nRange: bytes=1000000-1999999\n");
      assertThat(text(Arrays.copyOf(part, 1000)))
          .startsWith("HTTP/1.1 206 Partial Content\n")
          .contains("Content-Range: bytes 1000000-1999999/3000000\n");
      assertThat(Arrays.copyOfRange(part, part.length - MEGABYTE, part.length))
          .isEqualTo(Arrays.copyOfRange(content, MEGABYTE, 2 * MEGABYTE));
      assertThat(text(ask(server, "HEAD /files/large.bin HTTP/1.1\n")))
          .startsWith("HTTP/1.1 200 OK\n")
          .contains("Content-Length: 3000000\n")
          .endsWith("\n\n");
    }
  }

  private static void sendUpload(Connection connection, int megabytes, Runnable sent)
      throws IOException {
    String before =
        """
        --xyz
        Content-Disposition: form-data; name="film"; filename="film"

        """
            .replace("\n", "\r\n");
    String after = "\r\n--xyz--\r\n";
    long length = before.length() + (long) megabytes * MEGABYTE + after.length();
    String head =
        """
        POST / HTTP/1.1
        Host: localhost
        Connection: close
        Content-Type: multipart/form-data; boundary=xyz
        Content-Length: %d

        """
            .formatted(length)
            .replace("\n", "\r\n");
    connection.writer().send(head + before, UTF_8);
    byte[] piece = new byte[MEGABYTE];
    for (int i = 0; i < megabytes; i++) {
      Arrays.fill(piece, (byte) i);
      connection.writer().send(piece);
      sent.run();
    }
    connection.writer().send(after, UTF_8);
  }

  @AsyncTest(time = TimeMode.REAL)
  void aLargeUploadGoesToDisk() throws Exception {
    Application app = new Application();
    app.post(
        "/",
        request -> {
          FormFile film = request.form().file("film");
          byte[] last = new byte[1];
          try (var bytes = Files.newByteChannel(film.path())) {
            bytes.position(film.size() - 1).read(ByteBuffer.wrap(last));
          }
          return film.size() + " bytes, the last is " + last[0];
        });
    try (HttpServer server = HttpServer.start(app, "localhost", 0);
        Connection connection = openConnection("localhost", server.port())) {
      sendUpload(connection, MEGABYTES, () -> {});
      assertThat(text(connection.reader().read()))
          .startsWith("HTTP/1.1 200 OK\n")
          .endsWith("100000000 bytes, the last is 99");
    }
  }

  /** A client is held back as long as nobody reads, so memory does not grow with the upload. */
  @AsyncTest
  void anUploadIsNotReceivedFasterThanItIsRead() throws Exception {
    SimulatedNetwork.install();
    int[] sent = new int[1];
    Event reading = new Event();
    Application app = new Application();
    app.post(
        "/",
        request -> {
          reading.await();
          return request.form().file("film").size();
        });
    try (HttpServer server = HttpServer.start(app, "localhost", 80);
        Connection connection = openConnection("localhost", server.port())) {
      Task<?> upload = createTask(() -> sendUpload(connection, MEGABYTES, () -> sent[0]++));
      sleep(seconds(20));
      assertThat(sent[0]).isLessThan(5);
      reading.set();
      upload.await();
      assertThat(text(connection.reader().read())).endsWith("\n\n100000000");
    }
    sleep(seconds(1));
  }

  @AsyncTest(time = TimeMode.REAL)
  void eventsComeAtOnceAndEndWithTheClient() throws Exception {
    Event closed = new Event();
    Event goOn = new Event();
    Application app = new Application();
    app.get(
        "/",
        _ ->
            Response.events(
                generator(
                    out -> {
                      try {
                        out.yield(asyncio.http.web.Event.of("first"));
                        goOn.await();
                        out.yield(asyncio.http.web.Event.of("second"));
                        new Event().await();
                      } finally {
                        closed.set();
                      }
                    }),
                Duration.ofMillis(20)));
    try (HttpServer server = HttpServer.start(app, "localhost", 0)) {
      try (Connection connection = openConnection("localhost", server.port())) {
        connection.writer().send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", UTF_8);
        byte[] first = connection.reader().readUntil("data: first\n\n".getBytes(UTF_8));
        assertThat(text(first)).contains("Content-Type: text/event-stream\n");
        goOn.set();
        assertThat(text(connection.reader().readUntil("data: second\n\n".getBytes(UTF_8))))
            .doesNotContain("first");
      }
      closed.await();
    }
  }

  @AsyncTest
  void eventsThatNeverComeEndWithTheClient() throws Exception {
    SimulatedNetwork.install();
    List<Long> closed = new ArrayList<>();
    Application app = new Application();
    app.get(
        "/",
        _ ->
            Response.events(
                generator(
                    _ -> {
                      try {
                        new Event().await();
                      } finally {
                        closed.add(Math.round(getRunningLoop().time()));
                      }
                    })));
    try (HttpServer server = HttpServer.start(app, "localhost", 80)) {
      try (Connection connection = openConnection("localhost", server.port())) {
        connection.writer().send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", UTF_8);
        sleep(seconds(3));
      }
      sleep(seconds(1));
      assertThat(closed).as("before a sign of life is due").containsExactly(3L);
    }
    sleep(seconds(1));
  }
}
