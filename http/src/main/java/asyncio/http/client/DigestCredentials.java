package asyncio.http.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Digest access authentication, RFC 7616, with {@code qop=auth} or, for old servers, none. */
final class DigestCredentials extends Credentials {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String user;
  private final String password;
  private @Nullable DigestChallenge challenge;

  /** How often the server's nonce was used. */
  private int count;

  DigestCredentials(String user, String password) {
    this.user = user;
    this.password = password;
  }

  @Override
  boolean learn(List<String> challenges) {
    DigestChallenge best = DigestChallenge.best(challenges);
    if (best == null) {
      return false;
    }
    challenge = best;
    count = 0;
    return true;
  }

  @Override
  @Nullable String authorization(String method, String path) {
    return authorization(method, path, newNonce());
  }

  @Nullable String authorization(String method, String path, String ownNonce) {
    DigestChallenge known = challenge;
    return known == null ? null : answer(known, method, path, ownNonce);
  }

  private static String newNonce() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private String answer(DigestChallenge known, String method, String path, String ownNonce) {
    count++;
    String times = String.format("%08x", count);
    String secret = hash(known, user + ":" + known.realm() + ":" + password);
    if (known.isSession()) {
      secret = hash(known, secret + ":" + known.nonce() + ":" + ownNonce);
    }
    String asked = hash(known, method + ":" + path);
    String response =
        known.hasQop()
            ? hash(known, String.join(":", secret, known.nonce(), times, ownNonce, "auth", asked))
            : hash(known, secret + ":" + known.nonce() + ":" + asked);
    return "Digest username="
        + quoted(user)
        + ", realm="
        + quoted(known.realm())
        + ", nonce="
        + quoted(known.nonce())
        + ", uri="
        + quoted(path)
        + ", algorithm="
        + known.algorithm()
        + ", response="
        + quoted(response)
        + (known.opaque() == null ? "" : ", opaque=" + quoted(known.opaque()))
        + (known.hasQop() ? ", qop=auth, nc=" + times + ", cnonce=" + quoted(ownNonce) : "");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String hash(DigestChallenge known, String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(known.javaAlgorithm());
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + known.javaAlgorithm(), e);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "<Credentials of " + user + " by digest>";
  }
}
