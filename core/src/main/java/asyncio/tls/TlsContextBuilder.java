package asyncio.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Says how a {@link TlsContext} shall be. Without further ado: TLS 1.3 and 1.2, the JDK's cipher
 * suites and trust, no certificate of our own, and clients check the server's host name.
 */
public final class TlsContextBuilder {

  List<String> alpnProtocols = List.of();
  List<String> protocols = List.of("TLSv1.3", "TLSv1.2");
  List<String> cipherSuites = List.of();
  ClientAuth clientAuth = ClientAuth.NONE;
  boolean hostnameCheck = true;
  private final List<Identity> identities = new ArrayList<>();
  private final List<X509Certificate> authorities = new ArrayList<>();
  private @Nullable SSLContext sslContext;

  TlsContextBuilder() {}

  /**
   * Shows a certificate to the peer; {@code SSLContext.load_cert_chain}. May be called for several,
   * of different kinds of keys.
   *
   * @param chain a PEM file with the certificate, then those of who signed it
   * @param key a PEM file with its private key: RSA, EC or EdDSA, not encrypted
   * @throws PemException if they hold something else, or do not belong together
   * @throws IOException if they cannot be read
   */
  public TlsContextBuilder certificate(Path chain, Path key) throws IOException {
    return certificate(chain, key, null);
  }

  /** Like {@link #certificate(Path, Path)}, with a key that is encrypted with a password. */
  public TlsContextBuilder certificate(Path chain, Path key, char @Nullable [] password)
      throws IOException {
    identities.add(Identity.read(chain, key, password));
    return this;
  }

  /**
   * Trusts the certificates in a PEM file instead of those of the JDK; {@code
   * SSLContext.load_verify_locations}. May be called for several files.
   *
   * @throws PemException if it holds none, or something else
   * @throws IOException if it cannot be read
   */
  public TlsContextBuilder trust(Path pem) throws IOException {
    authorities.addAll(PemCertificates.read(pem));
    return this;
  }

  /** Takes keys, trust and sessions from a context that was made elsewhere. */
  public TlsContextBuilder sslContext(SSLContext context) {
    sslContext = Objects.requireNonNull(context, "context");
    return this;
  }

  /** The protocols to offer, the favourite first; {@code SSLContext.set_alpn_protocols}. */
  public TlsContextBuilder alpn(String... names) {
    alpnProtocols = List.of(names);
    return this;
  }

  /** The TLS versions to allow: {@code TLSv1.3}, {@code TLSv1.2}. */
  public TlsContextBuilder protocols(String... names) {
    protocols = List.of(names);
    return this;
  }

  /** The cipher suites to allow, by the JDK's names; {@code SSLContext.set_ciphers}. */
  public TlsContextBuilder cipherSuites(String... names) {
    cipherSuites = List.of(names);
    return this;
  }

  /** Whether a server asks its clients for a certificate. */
  public TlsContextBuilder clientAuth(ClientAuth wish) {
    clientAuth = Objects.requireNonNull(wish, "wish");
    return this;
  }

  /**
   * Clients take any certificate of somebody whom they trust, whatever host it is for; {@code
   * check_hostname = False}. For private authorities that sign for nobody else.
   */
  public TlsContextBuilder withoutHostnameCheck() {
    hostnameCheck = false;
    return this;
  }

  /**
   * The context.
   *
   * @throws IllegalStateException if keys or trust are given beside a context that has its own
   * @throws IllegalArgumentException if the JDK does not know a protocol or cipher suite
   */
  public TlsContext build() {
    SSLContext given = sslContext;
    if (given != null && (!identities.isEmpty() || !authorities.isEmpty())) {
      throw new IllegalStateException(
          "the given SSLContext has its own keys and trust, so certificate(…) and trust(…) cannot"
              + " change them; use one or the other");
    }
    SSLContext context = given == null ? contextOf(keyManagers(), trustManagers()) : given;
    checkKnown("protocol", protocols, context.getSupportedSSLParameters().getProtocols());
    checkKnown("cipher suite", cipherSuites, context.getSupportedSSLParameters().getCipherSuites());
    return new TlsContext(context, this);
  }

  private static void checkKnown(String kind, List<String> wanted, String[] known) {
    for (String name : wanted) {
      if (!Arrays.asList(known).contains(name)) {
        throw new IllegalArgumentException(
            "the JDK does not know the " + kind + " " + name + "; it knows " + List.of(known));
      }
    }
  }

  static SSLContext contextOf(
      KeyManager @Nullable [] keyManagers, TrustManager @Nullable [] trustManagers) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers, trustManagers, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot make a TLS context: " + e.getMessage(), e);
    }
  }

  private KeyManager @Nullable [] keyManagers() {
    if (identities.isEmpty()) {
      return null;
    }
    try {
      KeyStore store = emptyStore();
      for (Identity identity : identities) {
        store.setKeyEntry(
            "identity" + store.size(), identity.key(), new char[0], identity.chainArray());
      }
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot use the private key: " + e.getMessage(), e);
    }
  }

  private TrustManager @Nullable [] trustManagers() {
    if (authorities.isEmpty()) {
      return null;
    }
    try {
      KeyStore store = emptyStore();
      for (X509Certificate authority : authorities) {
        store.setCertificateEntry("authority" + store.size(), authority);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot use the authorities: " + e.getMessage(), e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new KeyManagementException(e);
    }
    return store;
  }
}
