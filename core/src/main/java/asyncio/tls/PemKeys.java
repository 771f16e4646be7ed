package asyncio.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads the private key of a PEM file. */
final class PemKeys {

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
  private static final String REMEDY =
      "; convert it with: openssl pkcs8 -topk8 -nodes -in FILE -out NEW";

  private PemKeys() {}

  /** The first key; certificates and parameters beside it are passed over. */
  static PrivateKey read(Path file, char @Nullable [] password) throws IOException {
    List<PemBlock> blocks = PemFile.read(file);
    for (PemBlock block : blocks) {
      if (block.label().endsWith("PRIVATE KEY")) {
        return parse(block, password);
      }
    }
    PemBlock first = blocks.getFirst();
    throw first.refuse("found " + first.label() + ", expected a PRIVATE KEY", null);
  }

  private static PrivateKey parse(PemBlock block, char @Nullable [] password) throws PemException {
    if (block.encrypted()) {
      throw block.refuse(
          "found a " + block.label() + " in OpenSSL's old encryption" + REMEDY, null);
    }
    return switch (block.label()) {
      case "PRIVATE KEY" -> decode(block, block.content());
      case "ENCRYPTED PRIVATE KEY" -> decode(block, decrypt(block, password));
      case "RSA PRIVATE KEY" -> decode(block, Pkcs8.ofPkcs1(block.content()));
      case "EC PRIVATE KEY" -> decode(block, ofSec1(block));
      case "OPENSSH PRIVATE KEY" ->
          throw block.refuse(
              "found a key of OpenSSH, expected a PRIVATE KEY (PKCS#8); convert a copy of it with:"
                  + " ssh-keygen -p -m PKCS8 -f COPY",
              null);
      default ->
          throw block.refuse(
              "found " + block.label() + ", expected a PRIVATE KEY (PKCS#8)" + REMEDY, null);
    };
  }

  private static byte[] ofSec1(PemBlock block) throws PemException {
    try {
      return Pkcs8.ofSec1(block.content());
    } catch (IllegalArgumentException e) {
      throw block.refuse("the EC key is damaged: " + e.getMessage() + REMEDY, e);
    }
  }

  private static byte[] decrypt(PemBlock block, char @Nullable [] password) throws PemException {
    if (password == null) {
      throw block.refuse(
          "the key is encrypted; give its password to certificate(chain, key, password), or decrypt"
              + " it with: openssl pkcs8 -in FILE -out NEW",
          null);
    }
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(block.content());
      String algorithm = info.getAlgParameters().toString();
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password)),
          info.getAlgParameters());
      return cipher.doFinal(info.getEncryptedData());
    } catch (IOException | GeneralSecurityException e) {
      throw block.refuse(
          "the key cannot be decrypted; is the password right? ("
              + e.getMessage()
              + ") If it is, decrypt it with: openssl pkcs8 -in FILE -out NEW",
          e);
    }
  }

  /** The key itself says what it is for, so only one algorithm accepts it. */
  private static PrivateKey decode(PemBlock block, byte[] pkcs8) throws PemException {
    GeneralSecurityException refusals =
        new GeneralSecurityException("no algorithm of the JDK fits");
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException notThis) {
        refusals.addSuppressed(notThis);
      }
    }
    throw block.refuse(
        "found a private key that is damaged or of an unknown kind, expected one for "
            + String.join(", ", ALGORITHMS),
        refusals);
  }
}
