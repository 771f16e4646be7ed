package asyncio.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a PEM file apart. Text between the parts is a comment. */
final class PemFile {

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final int DER_SEQUENCE = 0x30;

  private final Path file;
  private final List<String> lines;
  private int next;

  private PemFile(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  static List<PemBlock> read(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    if (content.length > 0 && content[0] == DER_SEQUENCE && content[1] < 0) {
      throw new PemException(
          file
              + " is binary (DER or PKCS#12), expected a PEM text; convert it with: openssl x509"
              + " -inform der -in FILE -out FILE.pem (a key: openssl pkey -inform der …, a PKCS#12"
              + " store: openssl pkcs12 -in FILE -nodes …)",
          null);
    }
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return new PemFile(file, text.lines().map(String::strip).toList()).blocks();
  }

  private List<PemBlock> blocks() throws PemException {
    List<PemBlock> blocks = new ArrayList<>();
    while (next < lines.size()) {
      String line = lines.get(next++);
      if (line.startsWith(BEGIN)) {
        blocks.add(block(labelOf(line, BEGIN)));
      } else if (line.startsWith(END)) {
        throw refuse(next, "found \"" + line + "\" without a line that begins it", null);
      }
    }
    if (blocks.isEmpty()) {
      throw new PemException(
          file + " holds no PEM, expected a line such as -----BEGIN CERTIFICATE-----", null);
    }
    return blocks;
  }

  private String labelOf(String line, String prefix) throws PemException {
    if (!line.endsWith(DASHES) || line.length() < prefix.length() + DASHES.length()) {
      throw refuse(next, "found \"" + line + "\", expected five dashes at its end", null);
    }
    return line.substring(prefix.length(), line.length() - DASHES.length());
  }

  private PemBlock block(String label) throws PemException {
    int begin = next;
    boolean encrypted = skipHeaders();
    var base64 = new StringBuilder();
    while (next < lines.size()) {
      String line = lines.get(next++);
      if (line.startsWith(END)) {
        checkEnd(label, labelOf(line, END), begin);
        return new PemBlock(file, begin, label, encrypted, decode(base64.toString(), begin));
      }
      checkBase64(line);
      base64.append(line);
    }
    throw refuse(
        begin, "found no line -----END " + label + "----- for this one; the file is cut off", null);
  }

  /** Of old OpenSSL: lines with a colon, then an empty one. */
  private boolean skipHeaders() {
    boolean encrypted = false;
    while (next < lines.size() && (lines.get(next).contains(":") || lines.get(next).isEmpty())) {
      encrypted |= lines.get(next).matches("Proc-Type:.*ENCRYPTED");
      next++;
    }
    return encrypted;
  }

  private void checkEnd(String begun, String ended, int begin) throws PemException {
    if (!begun.equals(ended)) {
      throw refuse(
          next,
          "found the end of " + ended + ", expected that of " + begun + " of line " + begin,
          null);
    }
  }

  private void checkBase64(String line) throws PemException {
    if (!line.matches("[A-Za-z0-9+/]*={0,2}")) {
      throw refuse(next, "found \"" + shorten(line) + "\", expected base64", null);
    }
  }

  private byte[] decode(String base64, int begin) throws PemException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw refuse(begin, "the base64 is damaged: " + e.getMessage(), e);
    }
  }

  private static String shorten(String line) {
    return line.length() > 40 ? line.substring(0, 40) + "…" : line;
  }

  private PemException refuse(int line, String problem, @Nullable Throwable cause) {
    return new PemException(file + ", line " + line + ": " + problem, cause);
  }
}
