package asyncio.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files with certificates and keys: what can be read, and what is said of the rest. */
class PemTest {

  @TempDir Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("test.pem"), text);
  }

  private static String content(String name) throws IOException {
    return Files.readString(Certificates.file(name));
  }

  private static void build(Path chain, Path key, char @Nullable [] password) throws IOException {
    assertThat(TlsContext.builder().certificate(chain, key, password).build()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "ec, ec-key",
    "ec, ec-sec1-key",
    "rsa, rsa-key",
    "rsa, rsa-pkcs1-key",
    "ed25519, ed25519-key"
  })
  void aKeyOfAnyKindAndForm(String chain, String key) throws IOException {
    build(Certificates.file(chain + ".pem"), Certificates.file(key + ".pem"), null);
  }

  @Test
  void anEncryptedKey() throws IOException {
    Path chain = Certificates.file("rsa.pem");
    Path key = Certificates.file("rsa-encrypted-key.pem");
    build(chain, key, "secret".toCharArray());
    assertThatThrownBy(() -> build(chain, key, "wrong".toCharArray()))
        .isInstanceOf(PemException.class)
        .hasMessageContaining("line 1: the key cannot be decrypted; is the password right?");
    assertThatThrownBy(() -> build(chain, key, null))
        .isInstanceOf(PemException.class)
        .hasMessageContaining("line 1: the key is encrypted; give its password");
  }

  @Test
  void chainAndKeyInOneFileWithCommentsAndWindowsLines() throws IOException {
    String both = "the key\n" + content("ec-key.pem") + "\nand the chain\n\n" + content("ec.pem");
    Path file = write(both.replace("\n", "\r\n"));
    build(file, file, null);
  }

  @Test
  void theWholeChainIsRead() throws IOException {
    List<X509Certificate> chain = PemCertificates.read(Certificates.file("ec.pem"));
    assertThat(chain)
        .extracting(certificate -> certificate.getSubjectX500Principal().getName())
        .containsExactly("CN=localhost", "CN=Test authority");
  }

  @Test
  void aKeyThatBelongsToAnotherCertificate() {
    for (String other : List.of("client-key.pem", "rsa-key.pem", "ed25519-key.pem")) {
      assertThatThrownBy(() -> build(Certificates.file("ec.pem"), Certificates.file(other), null))
          .isInstanceOf(PemException.class)
          .hasMessageContaining(other)
          .hasMessageContaining("does not belong to the first certificate of")
          .hasMessageContaining("(CN=localhost)");
    }
  }

  @Test
  void aFileThatIsNotThere() {
    assertThatThrownBy(() -> TlsContext.forClient(folder.resolve("missing.pem")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("missing.pem");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello | holds no PEM, expected a line such as -----BEGIN CERTIFICATE-----",
        "'' | holds no PEM",
        "-----BEGIN CERTIFICATE | line 1: found \"-----BEGIN CERTIFICATE\", expected five dashes",
        "-----BEGIN CERTIFICATE-----\\nAAAA | line 1: found no line -----END CERTIFICATE-----",
        "x\\n-----END CERTIFICATE----- | line 2: found \"-----END CERTIFICATE-----\" without",
        "-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END KEY----- | line 3: found the end of KEY",
        "-----BEGIN CERTIFICATE-----\\n"
            + "AAAA\\n"
            + "%%\\n"
            + "-----END CERTIFICATE----- | line 3: found \"%%\"",
        "-----BEGIN CERTIFICATE-----\\nAAAAA\\n-----END CERTIFICATE----- | line 1: the base64 is",
        "-----BEGIN CERTIFICATE-----\\n"
            + "AAAA\\n"
            + "-----END CERTIFICATE----- | line 1: the certificate is",
        "-----BEGIN PKCS7-----\\nAAAA\\n-----END PKCS7----- | openssl pkcs7 -in FILE -print_certs",
        "-----BEGIN X-----\\nAAAA\\n-----END X----- | line 1: found X, expected a CERTIFICATE",
        "-----BEGIN TRUSTED CERTIFICATE-----\\n"
            + "AAAA\\n"
            + "-----END TRUSTED CERTIFICATE----- | openssl x509"
      })
  void certificatesThatCannotBeRead(String text, String complaint) throws IOException {
    Path file = write(text.replace("\\n", "\n"));
    assertThatThrownBy(() -> TlsContext.forClient(file))
        .isInstanceOf(PemException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OPENSSH PRIVATE KEY | ssh-keygen -p -m PKCS8 -f COPY",
        "DSA PRIVATE KEY | line 1: found DSA PRIVATE KEY, expected a PRIVATE KEY (PKCS#8); convert",
        "PRIVATE KEY | line 1: found a private key that is damaged or of an unknown kind",
        "EC PRIVATE KEY | line 1: the EC key is damaged",
        "RSA PRIVATE KEY | line 1: found a private key that is damaged",
        "ENCRYPTED PRIVATE KEY | line 1: the key cannot be decrypted",
        "CERTIFICATE | line 1: found CERTIFICATE, expected a PRIVATE KEY"
      })
  void keysThatCannotBeRead(String label, String complaint) throws IOException {
    Path file = write("-----BEGIN " + label + "-----\nMAA=\n-----END " + label + "-----\n");
    assertThatThrownBy(() -> build(Certificates.file("ec.pem"), file, "password".toCharArray()))
        .isInstanceOf(PemException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(complaint);
  }

  @Test
  void aKeyInTheOldEncryptionIsRefusedWithTheRemedy() {
    assertThatThrownBy(
            () ->
                build(
                    Certificates.file("rsa.pem"),
                    Certificates.file("rsa-old-encrypted-key.pem"),
                    "secret".toCharArray()))
        .isInstanceOf(PemException.class)
        .hasMessageContaining("openssl pkcs8 -topk8");
  }

  @Test
  void aBinaryFileIsRefusedWithTheRemedy() throws IOException {
    String base64 = content("selfsigned.pem").replaceAll("-----.*-----|\\s", "");
    Path file = Files.write(folder.resolve("binary"), Base64.getDecoder().decode(base64));
    assertThatThrownBy(() -> TlsContext.forClient(file))
        .isInstanceOf(PemException.class)
        .hasMessageContaining("is binary")
        .hasMessageContaining("openssl x509 -inform der");
  }
}
