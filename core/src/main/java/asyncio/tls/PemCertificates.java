package asyncio.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads the certificates of a PEM file, in their order. */
final class PemCertificates {

  private PemCertificates() {}

  /** Other parts, such as a private key, are passed over; there is at least one certificate. */
  static List<X509Certificate> read(Path file) throws IOException {
    List<PemBlock> blocks = PemFile.read(file);
    List<X509Certificate> certificates = new ArrayList<>();
    for (PemBlock block : blocks) {
      switch (block.label()) {
        case "CERTIFICATE", "X509 CERTIFICATE" -> certificates.add(parse(block));
        case "TRUSTED CERTIFICATE" ->
            throw block.refuse(
                "found OpenSSL's own form of a certificate; convert it with: openssl x509 -in FILE"
                    + " -out NEW",
                null);
        case "PKCS7" ->
            throw block.refuse(
                "found a PKCS#7 bundle; convert it with: openssl pkcs7 -in FILE -print_certs -out"
                    + " NEW",
                null);
        default -> {}
      }
    }
    if (certificates.isEmpty()) {
      PemBlock first = blocks.getFirst();
      throw first.refuse("found " + first.label() + ", expected a CERTIFICATE", null);
    }
    return certificates;
  }

  private static X509Certificate parse(PemBlock block) throws PemException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.content()));
    } catch (CertificateException e) {
      throw block.refuse("the certificate is damaged: " + e.getMessage(), e);
    }
  }
}
