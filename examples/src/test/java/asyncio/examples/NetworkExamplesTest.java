package asyncio.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the examples that need somebody at the other end, who has plain sockets: one test for each,
 * named after it.
 */
@Timeout(value = 60, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NetworkExamplesTest {

  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final int MEGABYTE = 1 << 20;

  // ---- echo

  @Test
  void echoServer() throws Exception {
    try (RunningExample server = RunningExample.start("EchoServer", "0")) {
      int port = server.port();
      try (Socket idle = new Socket(HERE, port);
          Socket first = new Socket(HERE, port);
          Socket second = new Socket(HERE, port)) {
        assertEchoes(first, "hello");
        assertEchoes(second, "many at once");
        assertEchoes(first, "hello again");
        server.terminate();
        assertThat(idle.getInputStream().read()).isEqualTo(-1);
      }
      assertThat(server.status()).isEqualTo(RunningExample.TERMINATED);
    }
  }

  /** The certificate that it makes is the one to trust, and is for localhost. */
  @Test
  void tlsEchoServer() throws Exception {
    try (RunningExample server = RunningExample.start("TlsEchoServer", "0")) {
      String line = server.line();
      var parts = Pattern.compile(".*localhost:(\\d+), certificate: (.*)").matcher(line);
      assertThat(parts.matches()).as(line).isTrue();
      Path certificate = Path.of(parts.group(2));
      var context = Certificates.trusting(certificate);
      try (SSLSocket client =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket("localhost", Integer.parseInt(parts.group(1)))) {
        Certificates.checkHostname(client);
        assertEchoes(client, "hello");
        assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
      }
      server.terminate();
      assertThat(server.status()).isEqualTo(RunningExample.TERMINATED);
      assertThat(certificate).doesNotExist();
    }
  }

  private static void assertEchoes(Socket socket, String text) throws IOException {
    byte[] sent = text.getBytes(UTF_8);
    socket.getOutputStream().write(sent);
    assertThat(socket.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
  }

  @Test
  void udpEcho() throws Exception {
    try (RunningExample server = RunningExample.start("UdpEcho", "0");
        DatagramSocket client = new DatagramSocket()) {
      SocketAddress address = new InetSocketAddress(HERE, server.port());
      for (byte[] sent : List.of("hello".getBytes(UTF_8), new byte[0], new byte[65_507])) {
        client.send(new DatagramPacket(sent, sent.length, address));
        DatagramPacket answer = new DatagramPacket(new byte[65_507], 65_507);
        client.receive(answer);
        assertThat(Arrays.copyOf(answer.getData(), answer.getLength())).isEqualTo(sent);
      }
      server.terminate();
      assertThat(server.status()).isEqualTo(RunningExample.TERMINATED);
    }
  }

  @Test
  void socketEchoServer() throws Exception {
    try (RunningExample server = RunningExample.start("SocketEchoServer", "0")) {
      int port = server.port();
      try (Socket _ = new Socket(HERE, port);
          Socket first = new Socket(HERE, port)) {
        assertEchoes(first, "hello");
        assertEchoes(first, "hello again");
        first.shutdownOutput();
        assertThat(first.getInputStream().read()).isEqualTo(-1);
      }
      try (Socket later = new Socket(HERE, port)) {
        assertEchoes(later, "x".repeat(5000));
      }
      server.terminate();
      assertThat(server.remainingLines())
          .hasSize(3)
          .allMatch(line -> line.matches("Got a connection from /127.0.0.1:\\d+"));
      assertThat(server.status()).isEqualTo(RunningExample.TERMINATED);
    }
  }

  @Test
  void backgroundJobs() throws Exception {
    List<String> lines = Transcript.inRealTime(Example.named("BackgroundJobs")::main);
    assertThat(lines).hasSize(8).contains("the answer: hello", "the scheduled job");
    assertThat(lines.stream().filter(line -> line.startsWith("background")))
        .containsExactly(
            "background tick 1",
            "background tick 2",
            "background tick 3",
            "background tick 4",
            "background tick 5");
    assertThat(lines.getLast()).isEqualTo("none was early: true");
  }

  /** That an update can be lost is shown by {@code ReplicatedCounterTest}. */
  @Test
  void replicatedCounter() throws Exception {
    try (RunningExample second = RunningExample.start("ReplicatedCounter", "0")) {
      int port = second.port();
      String[] replicating = {"0", HERE.getHostAddress(), Integer.toString(port), "careful"};
      try (RunningExample first = RunningExample.start("ReplicatedCounter", replicating)) {
        assertAnswers(first.port(), "increment", "1", "increment", "2", "value", "2");
        assertAnswers(port, "value", "2", "hello", "increment or value?");
        first.terminate();
        assertThat(first.status()).isEqualTo(RunningExample.TERMINATED);
      }
    }
  }

  private static void assertAnswers(int port, String... saidAndHeard) throws IOException {
    try (Socket client = new Socket(HERE, port)) {
      BufferedReader answers =
          new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
      for (int i = 0; i < saidAndHeard.length; i += 2) {
        client.getOutputStream().write((saidAndHeard[i] + "\n").getBytes(UTF_8));
        assertThat(answers.readLine()).isEqualTo(saidAndHeard[i + 1]);
      }
    }
  }

  // ---- pages

  /** No answer is sent before all requests are there: they have to be made at once. */
  @Test
  void pageStatus(@TempDir Path folder) throws Exception {
    Path store = Certificates.makeStore(folder);
    try (PageServer secure = PageServer.secure(store, 3);
        PageServer plain = PageServer.plain(1)) {
      secure.answer("/", "HTTP/1.1 200 OK\r\n\r\n");
      secure.answer("/old", "HTTP/1.1 302 Found\r\n\r\n");
      plain.answer("/", "HTTP/1.0 404 Not Found\r\n\r\n");
      List<String> urls =
          List.of(
              secure.url() + "/old",
              secure.url(),
              "https://localhost:1/",
              plain.url() + "/",
              secure.url() + "/");
      try (RunningExample program =
          RunningExample.start(
              Certificates.trustedByJvm(store), "PageStatus", urls.toArray(String[]::new))) {
        assertThat(program.remainingLines())
            .containsExactly(
                urls.get(0) + ": HTTP/1.1 302 Found",
                urls.get(1) + ": HTTP/1.1 200 OK",
                urls.get(2) + ": failed: Connection refused: localhost/127.0.0.1:1",
                urls.get(3) + ": HTTP/1.0 404 Not Found",
                urls.get(4) + ": HTTP/1.1 200 OK");
        assertThat(program.status()).isZero();
      }
    }
  }

  @Test
  void pageSizes() throws Exception {
    try (PageServer server = PageServer.plain(3)) {
      server.answerAndStay("/length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
      server.answerAndStay(
          "/chunks",
          "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
              + "5\r\nhello\r\n10;name=value\r\n0123456789abcdef\r\n0\r\n\r\n");
      server.answer("/close", "HTTP/1.1 500 Oh\r\n\r\nno length");
      String[] urls = {server.url() + "/length", server.url() + "/chunks", server.url() + "/close"};
      try (RunningExample program = RunningExample.start("PageSizes", urls)) {
        assertThat(program.remainingLines())
            .containsExactly(
                urls[0] + ": HTTP/1.1 200 OK, header 38, body 5 bytes",
                urls[1] + ": HTTP/1.1 200 OK, header 47, body 21 bytes",
                urls[2] + ": HTTP/1.1 500 Oh, header 19, body 9 bytes");
        assertThat(program.status()).isZero();
      }
    }
  }

  // ---- proxy

  @Test
  void tcpProxy() throws Exception {
    try (ServerSocket target = new ServerSocket(0, 10, HERE);
        RunningExample proxy = startProxy(target.getLocalPort())) {
      int port = proxy.port();
      try (Socket client = new Socket(HERE, port);
          Socket served = target.accept()) {
        client.getOutputStream().write("question".getBytes(UTF_8));
        client.shutdownOutput();
        assertThat(served.getInputStream().readAllBytes()).asString().isEqualTo("question");
        served.getOutputStream().write("answer".getBytes(UTF_8));
        served.shutdownOutput();
        assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("answer");
      }
      assertSlowReaderStopsFastSender(port, target);
      assertResetIsPassedOn(port, target);
      assertThat(proxy.line()).startsWith("broken off: ");
      proxy.terminate();
      assertThat(proxy.status()).isEqualTo(RunningExample.TERMINATED);
    }
  }

  private static void assertResetIsPassedOn(int port, ServerSocket target) throws IOException {
    Socket client = new Socket(HERE, port);
    try (Socket served = target.accept()) {
      client.setSoLinger(true, 0);
      client.close();
      assertThat(served.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void proxyWithoutItsTarget() throws Exception {
    try (RunningExample proxy = startProxy(1)) {
      int port = proxy.port();
      for (int i = 0; i < 2; i++) {
        try (Socket client = new Socket(HERE, port)) {
          assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(proxy.line()).startsWith("failed: Connection refused");
      }
    }
  }

  /** With so little memory, the proxy cannot hold what the sender would like to send. */
  private static RunningExample startProxy(int targetPort) throws IOException {
    return RunningExample.start(
        List.of("-Xmx32m"), "TcpProxy", "0", HERE.getHostAddress(), Integer.toString(targetPort));
  }

  private static void assertSlowReaderStopsFastSender(int port, ServerSocket target)
      throws IOException {
    try (SocketChannel sender = SocketChannel.open(new InetSocketAddress(HERE, port));
        Socket reader = target.accept()) {
      int sent = sendUntilStopped(sender, 200 * MEGABYTE);
      assertThat(sent).isBetween(1, 199 * MEGABYTE);
      sender.shutdownOutput();
      assertThat(reader.getInputStream().transferTo(OutputStream.nullOutputStream()))
          .isEqualTo(sent);
    }
  }

  /** Sends until nothing more was taken for half a second, or until so many bytes were. */
  private static int sendUntilStopped(SocketChannel sender, int enough) throws IOException {
    sender.configureBlocking(false);
    ByteBuffer data = ByteBuffer.allocateDirect(MEGABYTE);
    int sent = 0;
    try (Selector selector = Selector.open()) {
      sender.register(selector, SelectionKey.OP_WRITE);
      while (sent < enough && selector.select(500) > 0) {
        selector.selectedKeys().clear();
        sent += sender.write(data.clear());
      }
    }
    return sent;
  }

  // ---- chat

  @Test
  void chatServer() throws Exception {
    try (RunningExample server = RunningExample.start("ChatServer", "0")) {
      int port = server.port();
      ChatMember ann = ChatMember.join("ann", port, "ann");
      ChatMember bob = ChatMember.join("bob", port, "ann, bob");
      ann.expect("* bob joins, here are ann, bob");

      try (ChatMember other = new ChatMember(port)) {
        other.expect("* your nickname?");
        other.say("bob");
        other.expect("* bob is here already; another nickname?");
        other.say("no spaces");
        other.expect("* a nickname has 1 to 20 letters and digits; another one?");
      }

      ann.say("hello \u001b[2J");
      ann.expect("ann: hello ?[2J");
      bob.expect("ann: hello ?[2J");
      bob.say("/quit");
      bob.expectEnd();
      ann.expect("* bob leaves");

      assertSlowMemberIsDropped(ann, port);

      server.terminate();
      ann.expect("* the server stops");
      ann.expectEnd();
      assertThat(server.status()).isEqualTo(RunningExample.TERMINATED);
    }
  }

  /** Somebody who never reads; ann gets every line meanwhile, in order. */
  private static void assertSlowMemberIsDropped(ChatMember ann, int port) throws IOException {
    try (ChatMember slow = new ChatMember(port)) {
      slow.say("slow");
      ann.expect("* slow joins, here are ann, slow");
      String text = "x".repeat(900);
      String line;
      int lines = 0;
      do {
        ann.say(lines + text);
        line = ann.hear();
        if (line.startsWith("ann: ")) {
          assertThat(line).isEqualTo("ann: " + lines + text);
          lines++;
        }
      } while (line.startsWith("ann: "));
      assertThat(line).isEqualTo("* slow leaves");
      ann.expect("ann: " + lines + text);
    }
  }

  @Test
  void chatClient() throws Exception {
    try (RunningExample server = RunningExample.start("ChatServer", "0")) {
      String port = Integer.toString(server.port());
      try (RunningExample ann = startClient("ann", port);
          RunningExample bob = startClient("bob", port)) {
        assertThat(ann.line()).isEqualTo("* bob joins, here are ann, bob");
        bob.type("hello");
        assertThat(bob.line()).isEqualTo("bob: hello");
        assertThat(ann.line()).isEqualTo("bob: hello");
        bob.endInput();
        assertThat(ann.line()).isEqualTo("* bob leaves");
        assertThat(bob.status()).isZero();

        server.terminate();
        assertThat(ann.remainingLines()).containsExactly("* the server stops");
        assertThat(ann.status()).isZero();
        assertThat(server.status()).isEqualTo(RunningExample.TERMINATED);
      }
      try (RunningExample late = RunningExample.start("ChatClient", "tom", "127.0.0.1", port)) {
        assertThat(late.line()).isEqualTo("no chat: Connection refused: /127.0.0.1:" + port);
        assertThat(late.status()).isEqualTo(1);
      }
    }
  }

  /** Starts a client, and waits until it has joined. */
  private static RunningExample startClient(String name, String port) throws IOException {
    RunningExample client = RunningExample.start("ChatClient", name, "127.0.0.1", port);
    assertThat(client.line()).isEqualTo("* your nickname?");
    assertThat(client.line()).startsWith("* " + name + " joins, here are ");
    return client;
  }

  private static final class ChatMember implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader reader;

    /** With a small buffer, so that one who does not read is soon noticed. */
    ChatMember(int port) throws IOException {
      socket = new Socket();
      socket.setReceiveBufferSize(8 << 10);
      socket.connect(new InetSocketAddress(HERE, port));
      reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    static ChatMember join(String name, int port, String everybody) throws IOException {
      ChatMember member = new ChatMember(port);
      member.expect("* your nickname?");
      member.say(name);
      member.expect("* " + name + " joins, here are " + everybody);
      return member;
    }

    void say(String line) throws IOException {
      socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
    }

    String hear() throws IOException {
      return reader.readLine();
    }

    void expect(String line) throws IOException {
      assertThat(hear()).isEqualTo(line);
    }

    void expectEnd() throws IOException {
      assertThat(hear()).isNull();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
