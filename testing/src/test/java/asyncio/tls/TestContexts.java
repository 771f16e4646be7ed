package asyncio.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Contexts with the certificates of the core's tests. */
public final class TestContexts {

  private static final Path FOLDER = Path.of("../core/src/test/resources/asyncio/tls");

  public static final TlsContext SERVER = server();
  public static final TlsContext CLIENT = client();

  private TestContexts() {}

  private static TlsContext server() {
    try {
      return TlsContext.forServer(FOLDER.resolve("ec.pem"), FOLDER.resolve("ec-key.pem"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TlsContext client() {
    try {
      return TlsContext.forClient(FOLDER.resolve("ca.pem"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
