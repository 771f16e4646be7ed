package asyncio.benchmarks.peers;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;

import asyncio.net.ByteStream;
import asyncio.net.ListenOptions;
import asyncio.net.Listener;
import asyncio.net.Network;
import asyncio.tls.TlsContext;
import asyncio.tls.TlsOptions;
import asyncio.tls.TlsStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** Serves TLS echo on 127.0.0.1, on one loop, for the peers' comparison. */
public final class TlsEcho {

  private static final int BACKLOG = 4096;
  private static final int CHUNK = 64 << 10;

  private TlsEcho() {}

  /**
   * The arguments: a port, a PEM file with the certificate, one with its key; if wanted, the cipher
   * suites.
   */
  public static void main(String[] arguments) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    TlsContext context =
        TlsContext.builder()
            .certificate(Path.of(arguments[1]), Path.of(arguments[2]))
            .cipherSuites(Arrays.copyOfRange(arguments, 3, arguments.length))
            .build();
    TlsOptions options = TlsOptions.server(context);
    run(
        () -> {
          try (Listener listener =
              Network.of(getRunningLoop())
                  .listen(address, new ListenOptions(BACKLOG, true, false, false))) {
            while (true) {
              ByteStream accepted = listener.accept();
              if (accepted == null) {
                listener.awaitConnection();
              } else {
                createTask(() -> serve(TlsStream.server(getRunningLoop(), accepted, options)));
              }
            }
          }
        });
  }

  private static void serve(TlsStream stream) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    try (stream) {
      stream.handshake();
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        send(stream, buffer.flip());
        if (count < buffer.clear().capacity()) {
          stream.awaitReadable(); // all was read, asking at once would cost a call to the system
        }
      }
    } catch (IOException clientIsGone) {
      // as load generators are when their time is over
    }
  }

  private static void send(TlsStream stream, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (stream.write(bytes) == 0) {
        stream.awaitWritable();
      }
    }
  }
}
