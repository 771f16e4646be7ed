package asyncio.http.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.QuotedCSV;
import org.jspecify.annotations.Nullable;

/**
 * What a server wants to be digested.
 *
 * @param algorithm as the server writes it
 */
record DigestChallenge(
    String realm, String nonce, @Nullable String opaque, String algorithm, boolean hasQop) {

  private static final Map<String, String> JAVA_ALGORITHMS =
      Map.of("MD5", "MD5", "SHA-256", "SHA-256", "SHA-512-256", "SHA-512/256");

  /** The strongest of those that a server offers, or null. */
  static @Nullable DigestChallenge best(List<String> lines) {
    DigestChallenge best = null;
    for (Map<String, String> parameters : digests(lines)) {
      DigestChallenge next = of(parameters);
      if (next != null && (best == null || next.strength() > best.strength())) {
        best = next;
      }
    }
    return best;
  }

  /** Challenges are separated by commas, as their parameters are: a new one begins with a word. */
  private static List<Map<String, String>> digests(List<String> lines) {
    List<Map<String, String>> found = new ArrayList<>();
    Map<String, String> current = new HashMap<>();
    for (String element : new QuotedCSV(true, lines.toArray(String[]::new)).getValues()) {
      int equals = element.indexOf('=');
      int space = element.indexOf(' ');
      String parameter = element;
      if (space >= 0 && (equals < 0 || space < equals)) {
        current = new HashMap<>();
        if (element.substring(0, space).equalsIgnoreCase("digest")) {
          found.add(current);
        }
        parameter = element.substring(space + 1);
      }
      put(parameter, current);
    }
    return found;
  }

  private static void put(String parameter, Map<String, String> parameters) {
    int equals = parameter.indexOf('=');
    if (equals > 0) {
      parameters.put(
          parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT),
          QuotedCSV.unquote(parameter.substring(equals + 1).strip()));
    }
  }

  private static @Nullable DigestChallenge of(Map<String, String> parameters) {
    String realm = parameters.get("realm");
    String nonce = parameters.get("nonce");
    String qop = parameters.get("qop");
    String algorithm = parameters.getOrDefault("algorithm", "MD5");
    if (realm == null
        || nonce == null
        || !JAVA_ALGORITHMS.containsKey(base(algorithm))
        || (qop != null && !offersAuth(qop))) {
      return null;
    }
    return new DigestChallenge(realm, nonce, parameters.get("opaque"), algorithm, qop != null);
  }

  private static boolean offersAuth(String qop) {
    for (String offered : qop.split(",", -1)) {
      if (offered.strip().equalsIgnoreCase("auth")) {
        return true;
      }
    }
    return false;
  }

  private static String base(String algorithm) {
    String upper = algorithm.toUpperCase(Locale.ROOT);
    return upper.endsWith("-SESS") ? upper.substring(0, upper.length() - 5) : upper;
  }

  private int strength() {
    return base(algorithm).equals("MD5") ? 0 : 1;
  }

  boolean isSession() {
    return algorithm.toUpperCase(Locale.ROOT).endsWith("-SESS");
  }

  String javaAlgorithm() {
    return JAVA_ALGORITHMS.getOrDefault(base(algorithm), "MD5");
  }
}
