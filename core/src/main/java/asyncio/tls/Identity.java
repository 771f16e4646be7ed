package asyncio.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A certificate, who signed it, and its private key. */
record Identity(List<X509Certificate> chain, PrivateKey key) {

  static Identity read(Path chainFile, Path keyFile, char @Nullable [] password)
      throws IOException {
    List<X509Certificate> chain = PemCertificates.read(chainFile);
    PrivateKey key = PemKeys.read(keyFile, password);
    if (!belongTogether(key, chain.getFirst().getPublicKey())) {
      throw new PemException(
          "the private key of "
              + keyFile
              + " ("
              + key.getAlgorithm()
              + ") does not belong to the first certificate of "
              + chainFile
              + " ("
              + chain.getFirst().getSubjectX500Principal()
              + "); the certificate of the key must come first, then those of who signed it",
          null);
    }
    return new Identity(chain, key);
  }

  X509Certificate[] chainArray() {
    return chain.toArray(X509Certificate[]::new);
  }

  private static boolean belongTogether(PrivateKey key, PublicKey certified) {
    if (key instanceof RSAKey own && certified instanceof RSAKey other) {
      return own.getModulus().equals(other.getModulus());
    }
    return key.getAlgorithm().equals(certified.getAlgorithm())
        && confirmsSignature(
            key, certified, key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "EdDSA");
  }

  private static boolean confirmsSignature(PrivateKey key, PublicKey certified, String algorithm) {
    byte[] probe = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
