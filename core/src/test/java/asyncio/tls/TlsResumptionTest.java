package asyncio.tls;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.ByteStream;
import asyncio.net.Listener;
import asyncio.net.MemoryStream;
import asyncio.net.Network;
import asyncio.net.Sockets;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client that comes again with the same context resumes its session: the server need not show its
 * certificate again, so nobody is asked whether to trust it.
 */
class TlsResumptionTest {

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void sameContextHostAndPort(String version) throws Exception {
    AtomicInteger checks = new AtomicInteger();
    TlsContext client = TlsContext.of(contextThatCounts(checks));
    TlsOptions server = TlsOptions.server(Certificates.identity("ec").protocols(version).build());
    run(
        () -> {
          try (Listener listener = Sockets.listen(getRunningLoop());
              Listener elsewhere = Sockets.listen(getRunningLoop())) {
            visit(listener, TlsOptions.client(client, "localhost"), server);
            assertThat(checks).hasValue(1);
            visit(listener, TlsOptions.client(client, "localhost"), server);
            visit(listener, TlsOptions.client(client, "localhost"), server);
            assertThat(checks).hasValue(1);
            visit(listener, TlsOptions.client(client, "server.example"), server);
            assertThat(checks).as("another host").hasValue(2);
            visit(elsewhere, TlsOptions.client(client, "localhost"), server);
            assertThat(checks).as("another port").hasValue(3);
          }
        });
  }

  @Test
  void nothingIsResumedWhereThereIsNoPort() throws Exception {
    AtomicInteger checks = new AtomicInteger();
    TlsOptions client = TlsOptions.client(TlsContext.of(contextThatCounts(checks)), "localhost");
    run(
        () -> {
          for (int visits = 1; visits <= 2; visits++) {
            MemoryStream near = MemoryStream.create(getRunningLoop(), 10_000);
            visit(
                TlsStream.client(getRunningLoop(), near, client),
                TlsStream.server(getRunningLoop(), near.peer(), Certificates.trustedServer()));
            assertThat(checks).hasValue(visits);
          }
        });
  }

  private static void visit(Listener listener, TlsOptions client, TlsOptions server)
      throws Exception {
    ByteStream near = Network.of(getRunningLoop()).connect(listener.localAddress(), null);
    TlsStream visitor = TlsStream.client(getRunningLoop(), near, client);
    TlsStream host = TlsStream.server(getRunningLoop(), Sockets.accept(listener), server);
    visit(visitor, host);
  }

  private static void visit(TlsStream visitor, TlsStream host) throws Exception {
    gather(visitor::handshake, host::handshake);
    TlsTalk.say(host, "!"); // the ticket of TLS 1.3 comes before it
    TlsTalk.hear(visitor, 1);
    gather(visitor::shutdown, host::shutdown);
    visitor.close();
    host.close();
  }

  private static SSLContext contextThatCounts(AtomicInteger checks) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream file = Files.newInputStream(Certificates.file("ca.pem"))) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        null,
        new TrustManager[] {
          new Counting(checks, (X509ExtendedTrustManager) factory.getTrustManagers()[0])
        },
        null);
    return context;
  }

  /** Counts how often a server is checked. */
  private static final class Counting extends X509ExtendedTrustManager {

    private final AtomicInteger checks;
    private final X509ExtendedTrustManager inner;

    Counting(AtomicInteger checks, X509ExtendedTrustManager inner) {
      this.checks = checks;
      this.inner = inner;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      checks.incrementAndGet();
      inner.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      inner.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      inner.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      inner.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      inner.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      inner.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return inner.getAcceptedIssuers();
    }
  }
}
