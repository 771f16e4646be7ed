package asyncio.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.tls.TlsContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

/**
 * Runs the port scanners, one test for each, named after it: on ports of this machine that accept
 * and refuse, and in virtual time on a host of which nearly all ports are silent.
 */
class ScannerExamplesTest {

  private static final Path CERTIFICATES = Path.of("../core/src/test/resources/asyncio/tls");

  private static final String[] WELL_KNOWN = {"example.org", "1", "1023"};

  private static ScriptedHost silentHost() {
    return new ScriptedHost(Set.of(80, 443), Set.of());
  }

  /** On six ports, of which the third, fourth and last refuse. */
  private static void scansLocalPorts(String example) throws Exception {
    try (LocalPorts ports = LocalPorts.open(6)) {
      for (int index : List.of(2, 3, 5)) {
        ports.refuse(index);
      }
      List<String> lines =
          Transcript.inRealTime(() -> Example.named(example).main(ports.asArguments()));
      assertThat(lines)
          .containsExactlyInAnyOrder(
              "Scanning 127.0.0.1...",
              "> 127.0.0.1:" + ports.port(0) + " [OPEN]",
              "> 127.0.0.1:" + ports.port(1) + " [OPEN]",
              "> 127.0.0.1:" + ports.port(4) + " [OPEN]");
    }
  }

  @Test
  void oneConnection() throws Exception {
    try (LocalPorts ports = LocalPorts.open(1)) {
      String port = String.valueOf(ports.port(0));
      assertThat(
              Transcript.inRealTime(() -> Example.named("OneConnection").main("127.0.0.1", port)))
          .containsExactly("connected to /127.0.0.1:" + port);
    }
    assertThat(silentHost().scannedBy("OneConnection", "example.org", "79"))
        .containsExactly("1.0 | silent", "1.0 | end");
  }

  @Test
  void sequentialScanner() throws Exception {
    scansLocalPorts("SequentialScanner");
    assertThat(silentHost().scannedBy("SequentialScanner", WELL_KNOWN))
        .containsExactly(
            "0.0 | Scanning example.org...",
            "237.0 | > example.org:80 [OPEN]",
            "1323.0 | > example.org:443 [OPEN]",
            "3063.0 | end");
  }

  @Test
  void gatherScanner() throws Exception {
    scansLocalPorts("GatherScanner");
    assertThat(silentHost().scannedBy("GatherScanner", WELL_KNOWN))
        .containsExactly(
            "0.0 | Scanning example.org...",
            "3.0 | > example.org:80 [OPEN]",
            "3.0 | > example.org:443 [OPEN]",
            "3.0 | end");
  }

  @Test
  void waitScanner() throws Exception {
    scansLocalPorts("WaitScanner");
    assertThat(silentHost().scannedBy("WaitScanner", WELL_KNOWN))
        .containsExactly(
            "0.0 | Scanning example.org...",
            "3.0 | > example.org:80 [OPEN]",
            "3.0 | > example.org:443 [OPEN]",
            "3.0 | end");
  }

  @Test
  void asCompletedScanner() throws Exception {
    scansLocalPorts("AsCompletedScanner");
    assertThat(silentHost().scannedBy("AsCompletedScanner", WELL_KNOWN))
        .containsExactly(
            "0.0 | Scanning example.org...",
            "0.0 | > example.org:80 [OPEN]",
            "0.0 | > example.org:443 [OPEN]",
            "3.0 | end");
  }

  @Test
  void talkativeProbes() throws Exception {
    scansLocalPorts("TalkativeProbes");
    assertThat(silentHost().scannedBy("TalkativeProbes", WELL_KNOWN))
        .containsExactly(
            "0.0 | Scanning example.org...",
            "0.0 | > example.org:80 [OPEN]",
            "0.0 | > example.org:443 [OPEN]",
            "3.0 | end");
  }

  /** 1,021 silent ports, 100 at a time, are eleven times three seconds. */
  @Test
  void semaphoreScanner() throws Exception {
    scansLocalPorts("SemaphoreScanner");
    ScriptedHost host = silentHost();
    assertThat(host.scannedBy("SemaphoreScanner", WELL_KNOWN))
        .containsExactly(
            "0.0 | Scanning example.org...",
            "0.0 | > example.org:80 [OPEN]",
            "12.0 | > example.org:443 [OPEN]",
            "33.0 | end");
    assertThat(host.mostAttempts()).isEqualTo(100);
  }

  @Test
  void workerScanner() throws Exception {
    scansLocalPorts("WorkerScanner");
    ScriptedHost host = silentHost();
    assertThat(host.scannedBy("WorkerScanner", WELL_KNOWN))
        .containsExactly(
            "0.0 | Scanning example.org...",
            "0.0 | > example.org:80 [OPEN]",
            "12.0 | > example.org:443 [OPEN]",
            "33.0 | end");
    assertThat(host.mostAttempts()).isEqualTo(100);
  }

  /** A web server, a secure one, one of another kind, and a port that refuses. */
  @Test
  void statusScanner() throws Exception {
    TlsContext secure =
        TlsContext.forServer(CERTIFICATES.resolve("ec.pem"), CERTIFICATES.resolve("ec-key.pem"));
    SSLSocketFactory tls = secure.sslContext().getSocketFactory();
    try (LocalPorts ports = LocalPorts.open(4)) {
      ports.serve(0, client -> answer(client, "HTTP/1.1 301 Moved Permanently"));
      ports.serve(1, client -> answer(tls.createSocket(client, null, true), "HTTP/1.1 200 OK"));
      ports.serve(
          2, client -> client.getOutputStream().write("220 ready\r\n".getBytes(ISO_8859_1)));
      ports.refuse(3);
      String[] place = ports.asArguments();
      String[] arguments = {
        place[0], place[1], place[2], CERTIFICATES.resolve("ca.pem").toString()
      };
      assertThat(Transcript.inRealTime(() -> Example.named("StatusScanner").main(arguments)))
          .containsExactlyInAnyOrder(
              "Scanning 127.0.0.1...",
              "> 127.0.0.1:" + ports.port(0) + " [OPEN] 301 Moved Permanently",
              "> 127.0.0.1:" + ports.port(1) + " [OPEN] 200 OK",
              "> 127.0.0.1:" + ports.port(2) + " [OPEN]");
    }
  }

  private static void answer(Socket client, String status) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        client.getOutputStream().write((status + "\r\n\r\n").getBytes(ISO_8859_1));
      }
    }
  }

  @Test
  void refusalOfASingleConnectionIsThrown() throws Exception {
    ScriptedHost host = new ScriptedHost(Set.of(), Set.of(80));
    assertThatThrownBy(() -> host.scannedBy("OneConnection", "example.org", "80"))
        .isInstanceOf(ConnectException.class);
  }
}
