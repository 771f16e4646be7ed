package asyncio.tls;

import java.security.cert.Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What the two sides have agreed on. */
final class SessionInfo {

  private SessionInfo() {}

  static @Nullable Certificate peerCertificate(SSLEngine engine) {
    try {
      return engine.getSession().getPeerCertificates()[0];
    } catch (SSLPeerUnverifiedException none) {
      return null;
    }
  }

  static @Nullable String alpnProtocol(SSLEngine engine) {
    String protocol = engine.getApplicationProtocol();
    return protocol == null || protocol.isEmpty() ? null : protocol;
  }
}
