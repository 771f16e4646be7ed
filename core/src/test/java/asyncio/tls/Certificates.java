package asyncio.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** The certificates of the tests; {@code make.sh} beside them makes them. */
public final class Certificates {

  private static final TlsContext SERVER = identity("ec").build();
  private static final TlsContext CLIENT = trustingTestAuthority().build();

  private Certificates() {}

  static Path file(String name) {
    URL resource = Objects.requireNonNull(Certificates.class.getResource(name), name);
    try {
      return Path.of(resource.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Of one of the files, for other programs. */
  public static String path(String name) {
    return file(name).toString();
  }

  static TlsContextBuilder identity(String name) {
    try {
      return TlsContext.builder().certificate(file(name + ".pem"), file(name + "-key.pem"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TlsContextBuilder trustingTestAuthority() {
    return trusting(TlsContext.builder());
  }

  static TlsContextBuilder trusting(TlsContextBuilder builder) {
    try {
      return builder.trust(file("ca.pem"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whom {@link #trustedClient} trusts. */
  public static TlsOptions trustedServer() {
    return TlsOptions.server(SERVER);
  }

  /** Who trusts {@link #trustedServer}. */
  public static TlsOptions trustedClient() {
    return TlsOptions.client(CLIENT, "localhost");
  }
}
