package asyncio.tls;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Says in words, with what to do, why TLS failed. */
final class Failures {

  /** How the JDK words it when the peer gives up, and when it gives up itself. */
  private static final Pattern RECEIVED = Pattern.compile("Received fatal alert: (\\w+)");

  private static final Pattern SENT = Pattern.compile("\\((\\w+)\\) (.*)", Pattern.DOTALL);

  private Failures() {}

  /** What breaks the connection itself stays as it is. */
  static IOException ofHandshake(Exception failure) {
    if (failure instanceof IOException io && !(failure instanceof SSLException)) {
      return io;
    }
    CertificateException certificate = causeOf(failure, CertificateException.class);
    String text =
        certificate == null
            ? "SSL handshake failed: " + explain(failure)
            : "SSL handshake failed on verifying the certificate: "
                + explainCertificate(failure, certificate);
    SSLHandshakeException explained = new SSLHandshakeException(text);
    explained.initCause(failure);
    return explained;
  }

  static SSLException ofReading(Exception failure) {
    return new SSLException("TLS cannot read on: " + explain(failure), failure);
  }

  static SSLException ofWriting(Exception failure) {
    return new SSLException("TLS cannot write on: " + explain(failure), failure);
  }

  static SSLException truncated() {
    return new SSLException(
        "the peer closed the connection without a TLS goodbye (close_notify), so what was received"
            + " may be cut off; if your protocol tells where its messages end, read no further than"
            + " that");
  }

  static SSLException tooManyEmptyRecords(int count) {
    return new SSLException(
        "the peer has sent "
            + count
            + " TLS records in a row that hold no data, which could go on for ever; let it send"
            + " data, or nothing");
  }

  static SSLException renegotiation() {
    return new SSLException(
        "the peer wants to renegotiate, which is refused for safety; let it use TLS 1.3, or ask for"
            + " everything in the first handshake");
  }

  private static <T extends Throwable> @Nullable T causeOf(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }

  private static String explainCertificate(Exception failure, CertificateException certificate) {
    if (causeOf(failure, CertificateExpiredException.class) != null) {
      return "it has expired; it must be renewed, or the clock here is wrong ("
          + text(failure)
          + ")";
    } else if (causeOf(failure, CertificateNotYetValidException.class) != null) {
      return "it is not valid yet; the clock here or there is wrong (" + text(failure) + ")";
    } else if (causeOf(failure, CertPathBuilderException.class) != null) {
      return "nobody who is trusted here has signed it; trust its authority's certificate with"
          + " TlsContext.builder().trust(file) ("
          + text(failure)
          + ")";
    }
    String message = text(certificate);
    boolean aboutName = message.startsWith("No ") && message.contains("name");
    return aboutName
        ? message + "; connect by a name that is in it, or give that as the server's host name"
        : message;
  }

  private static String explain(Exception failure) {
    String message = text(failure);
    Matcher received = RECEIVED.matcher(message);
    Matcher sent = SENT.matcher(message);
    if (received.find()) {
      String alert = received.group(1);
      return "the peer refuses, and says " + alert + wishOf(alert) + commonGround(alert);
    } else if (sent.matches()) {
      return sent.group(2) + commonGround(sent.group(1));
    }
    return message;
  }

  private static String wishOf(String alert) {
    return switch (alert) {
      case "unknown_ca", "certificate_unknown", "bad_certificate", "certificate_expired" ->
          "; it does not trust the certificate that it got from here";
      case "certificate_required" ->
          "; it wants a client certificate: TlsContext.builder().certificate(chain, key)";
      case "unrecognized_name" -> "; it does not serve this host name";
      default -> "";
    };
  }

  private static String commonGround(String alert) {
    return switch (alert) {
      case "protocol_version", "handshake_failure", "insufficient_security" ->
          "; both sides must allow a common TLS version and cipher suite, and the server must have"
              + " a fitting certificate";
      case "no_application_protocol" -> "; both sides must name a common ALPN protocol";
      default -> "";
    };
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getName() : message;
  }
}
