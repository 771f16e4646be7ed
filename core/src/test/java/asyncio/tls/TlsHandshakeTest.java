package asyncio.tls;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gatherOutcomes;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.tls.Certificates.identity;
import static asyncio.tls.Certificates.trustedClient;
import static asyncio.tls.Certificates.trustedServer;
import static asyncio.tls.Certificates.trusting;
import static asyncio.tls.Certificates.trustingTestAuthority;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.MemoryStream;
import asyncio.task.Outcome;
import asyncio.task.Task;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the two sides agree on, and what is said if they do not. */
class TlsHandshakeTest {

  /** A client and a server after the handshake and the first byte, which the server sends. */
  private record Peers(
      TlsStream client, TlsStream server, Outcome<?> ofClient, Outcome<?> ofServer) {

    Peers succeeded() {
      assertThat(List.of(ofClient, ofServer)).allMatch(Outcome.Success.class::isInstance);
      return this;
    }

    SSLEngine serverEngine() {
      return (SSLEngine) Objects.requireNonNull(server.extraInfo("ssl_object"));
    }
  }

  /** What is asserted of them. */
  @FunctionalInterface
  private interface Check {

    void check(Peers peers) throws Exception;
  }

  private static void meet(TlsOptions client, TlsOptions server, Check check) {
    run(
        () -> {
          MemoryStream near = MemoryStream.create(getRunningLoop(), 100_000);
          try (TlsStream asClient = TlsStream.client(getRunningLoop(), near, client);
              TlsStream asServer = TlsStream.server(getRunningLoop(), near.peer(), server)) {
            List<Outcome<@Nullable Void>> outcomes =
                gatherOutcomes(
                    createTask(
                        () -> {
                          asClient.handshake();
                          TlsTalk.hear(asClient, 1);
                        }),
                    createTask(
                        () -> {
                          asServer.handshake();
                          TlsTalk.say(asServer, "!");
                        }));
            check.check(new Peers(asClient, asServer, outcomes.get(0), outcomes.get(1)));
          }
        });
  }

  private static TlsOptions server(TlsContextBuilder context) {
    return TlsOptions.server(context.build());
  }

  private static TlsOptions client(TlsContextBuilder context) {
    return TlsOptions.client(context.build(), "localhost");
  }

  private static void assertRefusal(Outcome<?> outcome, String... words) {
    assertThat(outcome).isInstanceOf(Outcome.Failure.class);
    assertThat(((Outcome.Failure<?>) outcome).exception())
        .isInstanceOf(SSLException.class)
        .hasMessageContainingAll(words);
  }

  // ---- agreement

  @ParameterizedTest
  @CsvSource({"ec, TLSv1.3", "rsa, TLSv1.3", "ed25519, TLSv1.3", "ec, TLSv1.2", "rsa, TLSv1.2"})
  void anyKindOfCertificateAndVersion(String certificate, String version) {
    meet(
        trustedClient(),
        server(identity(certificate).protocols(version)),
        peers -> {
          peers.succeeded();
          assertThat(peers.serverEngine().getSession().getProtocol()).isEqualTo(version);
        });
  }

  @Test
  void whatIsKnownOfTheConnection() {
    meet(
        trustedClient(),
        trustedServer(),
        peers -> {
          TlsStream client = peers.succeeded().client();
          assertThat(client.extraInfo("sslcontext")).isSameAs(trustedClient().context());
          assertThat(client.extraInfo("ssl_object")).isInstanceOf(SSLEngine.class);
          assertThat(client.extraInfo("cipher")).isEqualTo("TLS_AES_256_GCM_SHA384");
          assertThat(client.extraInfo("compression")).isNull();
          assertThat(client.extraInfo("selected_alpn_protocol")).isNull();
          assertThat(((X509Certificate) client.extraInfo("peercert")).getSubjectX500Principal())
              .hasToString("CN=localhost");
          assertThat(peers.server().extraInfo("peercert")).isNull();
        });
  }

  @Test
  void theServersFavouriteProtocolIsChosen() {
    meet(
        client(trustingTestAuthority().alpn("http/1.1", "h2")),
        server(identity("ec").alpn("h2", "http/1.1")),
        peers -> {
          assertThat(peers.succeeded().client().extraInfo("selected_alpn_protocol"))
              .isEqualTo("h2");
          assertThat(peers.server().extraInfo("selected_alpn_protocol")).isEqualTo("h2");
        });
  }

  @Test
  void noProtocolInCommon() {
    meet(
        client(trustingTestAuthority().alpn("h2")),
        server(identity("ec").alpn("http/1.1")),
        peers -> assertRefusal(peers.ofClient(), "both sides must name a common ALPN protocol"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "server.example"})
  void theServerIsToldWhichNameIsMeant(String host) {
    meet(
        TlsOptions.client(trustingTestAuthority().build(), host),
        trustedServer(),
        peers -> {
          var session = (ExtendedSSLSession) peers.succeeded().serverEngine().getSession();
          assertThat(session.getRequestedServerNames()).containsExactly(new SNIHostName(host));
        });
  }

  @Test
  void anAddressIsCheckedButNotTold() {
    meet(
        TlsOptions.client(trustingTestAuthority().build(), "127.0.0.1"),
        trustedServer(),
        peers -> {
          var session = (ExtendedSSLSession) peers.succeeded().serverEngine().getSession();
          assertThat(session.getRequestedServerNames()).isEmpty();
        });
  }

  @Test
  void aCipherSuiteOfOnesChoice() {
    meet(
        client(trustingTestAuthority().cipherSuites("TLS_AES_128_GCM_SHA256")),
        trustedServer(),
        peers ->
            assertThat(peers.succeeded().server().extraInfo("cipher"))
                .isEqualTo("TLS_AES_128_GCM_SHA256"));
  }

  // ---- certificates

  @Test
  void anExpiredCertificate() {
    meet(
        trustedClient(),
        server(identity("expired")),
        peers -> {
          assertRefusal(
              peers.ofClient(),
              "SSL handshake failed on verifying the certificate: it has expired",
              "must be renewed, or the clock here is wrong");
          assertRefusal(
              peers.ofServer(), "it does not trust the certificate that it got from here");
        });
  }

  @Test
  void aCertificateForAnotherHost() {
    meet(
        trustedClient(),
        server(identity("wronghost")),
        peers ->
            assertRefusal(
                peers.ofClient(),
                "on verifying the certificate: No subject alternative DNS name matching localhost",
                "connect by a name that is in it"));
  }

  @Test
  void theNameNeedNotBeChecked() {
    TlsContext unchecked = trustingTestAuthority().withoutHostnameCheck().build();
    meet(
        TlsOptions.client(unchecked, "localhost"), server(identity("wronghost")), Peers::succeeded);
    meet(TlsOptions.client(unchecked, ""), server(identity("wronghost")), Peers::succeeded);
  }

  @Test
  void aNameThatIsToBeCheckedMustBeGiven() {
    run(
        () -> {
          MemoryStream below = MemoryStream.create(getRunningLoop(), 1);
          TlsOptions nameless = TlsOptions.client(trustedClient().context(), "");
          assertThatThrownBy(() -> TlsStream.client(getRunningLoop(), below, nameless))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("must say which server it means")
              .hasMessageContaining("withoutHostnameCheck()");
        });
  }

  @Test
  void aCertificateOfNobody() {
    meet(
        trustedClient(),
        server(identity("selfsigned")),
        peers ->
            assertRefusal(
                peers.ofClient(),
                "on verifying the certificate: nobody who is trusted here has signed it",
                "TlsContext.builder().trust(file)"));
  }

  @Test
  void theDefaultTrustDoesNotKnowTheTestAuthority() {
    meet(
        TlsOptions.client(TlsContext.forClient(), "localhost"),
        trustedServer(),
        peers -> assertRefusal(peers.ofClient(), "nobody who is trusted here has signed it"));
  }

  @Test
  void aClientThatShowsItsCertificate() {
    meet(
        client(trusting(identity("client"))),
        server(trusting(identity("ec")).clientAuth(ClientAuth.NEEDED)),
        peers ->
            assertThat(
                    ((X509Certificate) peers.succeeded().server().extraInfo("peercert"))
                        .getSubjectX500Principal())
                .hasToString("CN=A client"));
  }

  @Test
  void aClientThatShouldShowACertificateButHasNone() {
    meet(
        trustedClient(),
        server(trusting(identity("ec")).clientAuth(ClientAuth.NEEDED)),
        peers ->
            assertRefusal(
                peers.ofClient(), "wants a client certificate", "certificate(chain, key)"));
  }

  @Test
  void aClientThatMayShowACertificateButHasNone() {
    meet(
        trustedClient(),
        server(trusting(identity("ec")).clientAuth(ClientAuth.WANTED)),
        Peers::succeeded);
  }

  @Test
  void noVersionInCommon() {
    meet(
        client(trustingTestAuthority().protocols("TLSv1.3")),
        server(identity("ec").protocols("TLSv1.2")),
        peers -> {
          assertRefusal(peers.ofClient(), "both sides must allow a common TLS version");
          assertRefusal(peers.ofServer(), "both sides must allow a common TLS version");
        });
  }

  // ---- peers that do not speak TLS

  private static void assertServerRefuses(String hello, String... words) {
    run(
        () -> {
          MemoryStream near = MemoryStream.create(getRunningLoop(), 1000);
          TlsStream server = TlsStream.server(getRunningLoop(), near.peer(), trustedServer());
          TlsTalk.say(near, hello);
          assertThatThrownBy(server::handshake)
              .isInstanceOf(SSLHandshakeException.class)
              .hasMessageContainingAll(words);
          assertThat(near.peer().isClosed()).isTrue();
        });
  }

  @Test
  void plainTextSentToATlsPort() {
    assertServerRefuses(
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "SSL handshake failed: the peer does not speak TLS, it sent \"GET / HTTP/1.1\"",
        "or connect without TLS");
  }

  @Test
  void plainTextFromAServer() {
    run(
        () -> {
          MemoryStream near = MemoryStream.create(getRunningLoop(), 1000);
          TlsStream client = TlsStream.client(getRunningLoop(), near, trustedClient());
          TlsTalk.say(near.peer(), "220 mail.example ESMTP\r\n");
          assertThatThrownBy(client::handshake)
              .isInstanceOf(SSLHandshakeException.class)
              .hasMessageContaining("it sent \"220 mail.example ESMTP\"");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u0016garbage that is no record of TLS at all", "\u0016\u0003\u0003\0\0"})
  void somethingThatLooksLikeTls(String hello) {
    assertServerRefuses(hello, "SSL handshake failed: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void garbageEndsInOneError(int seed) {
    run(
        () -> {
          byte[] garbage = new byte[40_000];
          new Random(seed).nextBytes(garbage);
          MemoryStream near = MemoryStream.create(getRunningLoop(), 50_000);
          TlsStream server = TlsStream.server(getRunningLoop(), near.peer(), trustedServer());
          near.write(ByteBuffer.wrap(garbage));
          near.shutdownOutput();
          assertThatThrownBy(server::handshake)
              .isInstanceOfAny(SSLException.class, SocketException.class);
        });
  }

  @Test
  void thePeerLeavesDuringTheHandshake() {
    run(
        () -> {
          MemoryStream near = MemoryStream.create(getRunningLoop(), 1000);
          TlsStream client = TlsStream.client(getRunningLoop(), near, trustedClient());
          Task<@Nullable Void> shaking = createTask(() -> client.handshake());
          sleep(Duration.ZERO);
          near.peer().close();
          assertThatThrownBy(shaking::await)
              .isInstanceOf(SocketException.class)
              .hasMessageContaining("Connection reset");
          assertThat(near.isClosed()).isTrue();
        });
  }

  // ---- upgrades

  @Test
  void bytesThatWereReadAlreadyAreFed() {
    run(
        () -> {
          MemoryStream near = MemoryStream.create(getRunningLoop(), 10_000);
          TlsStream client = TlsStream.client(getRunningLoop(), near, trustedClient());
          TlsTalk.say(near, "STARTTLS\n");
          Task<@Nullable Void> shaking = createTask(() -> client.handshake());
          sleep(Duration.ZERO);
          sleep(Duration.ZERO);
          ByteBuffer read = ByteBuffer.allocate(10_000);
          assertThat(near.peer().read(read)).isGreaterThan(50);
          int greeting = "STARTTLS\n".length();
          TlsStream server = TlsStream.server(getRunningLoop(), near.peer(), trustedServer());
          server.feed(read.flip().slice(greeting, 20));
          server.feed(read.position(greeting + 20));
          server.handshake();
          shaking.await();
          assertThatThrownBy(() -> server.feed(ByteBuffer.allocate(1)))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("feed them first");
        });
  }

  // ---- arguments

  @Test
  void timesMustBePositive() {
    for (Duration wrong : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      Duration right = Duration.ofSeconds(1);
      assertThatThrownBy(() -> trustedClient().withTimeouts(wrong, right))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the TLS handshake timeout should be a positive time");
      assertThatThrownBy(() -> trustedClient().withTimeouts(right, wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the TLS shutdown timeout should be a positive time");
    }
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatThrownBy(() -> TlsContext.builder().protocols("TLSv9").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the JDK does not know the protocol TLSv9; it knows [");
    assertThatThrownBy(() -> TlsContext.builder().cipherSuites("AES").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the JDK does not know the cipher suite AES");
  }
}
