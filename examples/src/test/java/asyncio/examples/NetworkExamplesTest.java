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

/**
 * Runs the programs of the folder {@code network}, each in a process of its own, with plain sockets
 * at the other end: one test for each, named after it.
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

  // ---- proxy

  @Test
  void tcpProxy() throws Exception {
    try (ServerSocket target = new ServerSocket(0, 10, HERE);
        RunningExample proxy = startProxy(target)) {
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
      target.close();
      try (Socket client = new Socket(HERE, port)) {
        assertThat(client.getInputStream().read()).isEqualTo(-1);
      }
      assertThat(proxy.line()).matches("no connection: Connection refused.*");
      proxy.terminate();
      assertThat(proxy.status()).isEqualTo(RunningExample.TERMINATED);
    }
  }

  /** With so little memory, the proxy cannot hold what the sender would like to send. */
  private static RunningExample startProxy(ServerSocket target) throws IOException {
    String port = Integer.toString(target.getLocalPort());
    return RunningExample.start(List.of("-Xmx32m"), "TcpProxy", "0", HERE.getHostAddress(), port);
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
