package asyncio.benchmarks.peers;

import asyncio.stream.ServerOptions;
import asyncio.tls.TlsContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** {@link Echo} over TLS. */
public final class TlsEcho {

  private TlsEcho() {}

  /**
   * The arguments: a port, a PEM file with the certificate, one with its key; if wanted, the cipher
   * suites.
   */
  public static void main(String[] arguments) throws IOException {
    TlsContext context =
        TlsContext.builder()
            .certificate(Path.of(arguments[1]), Path.of(arguments[2]))
            .cipherSuites(Arrays.copyOfRange(arguments, 3, arguments.length))
            .build();
    Echo.serve(Integer.parseInt(arguments[0]), ServerOptions.DEFAULT.withTls(context));
  }
}
