package asyncio.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * What all connections of a client or of a server have in common, as {@code ssl.SSLContext}: whom
 * to trust, what to show, what to speak. Immutable, any thread.
 *
 * <p>Use one for many connections: a client that connects to the same host and port again resumes
 * its session only with the same context. Where there is no port, as in memory or on Unix sockets,
 * the JDK resumes nothing.
 */
public final class TlsContext {

  private final SSLContext sslContext;
  private final List<String> alpnProtocols;
  private final List<String> protocols;
  private final List<String> cipherSuites;
  private final ClientAuth clientAuth;
  private final boolean hostnameCheck;

  TlsContext(SSLContext sslContext, TlsContextBuilder settings) {
    this.sslContext = sslContext;
    this.alpnProtocols = settings.alpnProtocols;
    this.protocols = settings.protocols;
    this.cipherSuites = settings.cipherSuites;
    this.clientAuth = settings.clientAuth;
    this.hostnameCheck = settings.hostnameCheck;
  }

  /** For clients that trust whom the JDK trusts; {@code ssl.create_default_context()}. */
  public static TlsContext forClient() {
    return builder().build();
  }

  /**
   * For clients that trust the certificates in a PEM file, and nobody else.
   *
   * @throws PemException if the file holds none, or something else
   * @throws IOException if it cannot be read
   */
  public static TlsContext forClient(Path authorities) throws IOException {
    return builder().trust(authorities).build();
  }

  /**
   * For servers that show a certificate.
   *
   * @param chain a PEM file with the server's certificate, then those of who signed it
   * @param key a PEM file with its private key, not encrypted
   * @throws PemException if they hold something else, or do not belong together
   * @throws IOException if they cannot be read
   */
  public static TlsContext forServer(Path chain, Path key) throws IOException {
    return builder().certificate(chain, key).build();
  }

  /** With the keys and trust of {@code context}. */
  public static TlsContext of(SSLContext context) {
    return builder().sslContext(context).build();
  }

  /** For everything else. */
  public static TlsContextBuilder builder() {
    return new TlsContextBuilder();
  }

  /** The keys, the trust and the sessions. */
  public SSLContext sslContext() {
    return sslContext;
  }

  boolean checksHostname() {
    return hostnameCheck;
  }

  SSLEngine clientEngine(String host, int port) {
    SSLEngine engine =
        host.isEmpty() ? sslContext.createSSLEngine() : sslContext.createSSLEngine(host, port);
    engine.setUseClientMode(true);
    SSLParameters parameters = parametersOf(engine);
    if (hostnameCheck) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    ServerNames.announce(host, parameters);
    engine.setSSLParameters(parameters);
    return engine;
  }

  SSLEngine serverEngine() {
    SSLEngine engine = sslContext.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = parametersOf(engine);
    switch (clientAuth) {
      case NONE -> {}
      case WANTED -> parameters.setWantClientAuth(true);
      case NEEDED -> parameters.setNeedClientAuth(true);
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  private SSLParameters parametersOf(SSLEngine engine) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(alpnProtocols.toArray(String[]::new));
    parameters.setProtocols(protocols.toArray(String[]::new));
    if (!cipherSuites.isEmpty()) {
      parameters.setCipherSuites(cipherSuites.toArray(String[]::new));
    }
    return parameters;
  }

  /** What it is set to. */
  @Override
  public String toString() {
    return "<TlsContext "
        + protocols
        + (alpnProtocols.isEmpty() ? "" : " alpn=" + alpnProtocols)
        + (clientAuth == ClientAuth.NONE ? "" : " client certificate " + clientAuth)
        + (hostnameCheck ? ">" : " without hostname check>");
  }
}
