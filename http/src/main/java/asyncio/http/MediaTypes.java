package asyncio.http;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.Locale;
import org.eclipse.jetty.http.MimeTypes;
import org.jspecify.annotations.Nullable;

/** What the value of {@code Content-Type} says. */
public final class MediaTypes {

  private MediaTypes() {}

  /** The kind of a file, by its name. */
  public static String ofFile(Path path) {
    String kind = MimeTypes.DEFAULTS.getMimeByExtension(path.toString());
    return kind == null ? "application/octet-stream" : kind;
  }

  /** The charset that a content type names, or the one to take without. */
  public static Charset charset(@Nullable String contentType, Charset absent) {
    String name = contentType == null ? null : MimeTypes.getCharsetFromContentType(contentType);
    if (name == null) {
      return absent;
    }
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException nobodyKnows) {
      return absent;
    }
  }

  /** The content type without its parameters, in lower case; empty without one. */
  public static String base(@Nullable String contentType) {
    if (contentType == null) {
      return "";
    }
    int end = contentType.indexOf(';');
    String base = end < 0 ? contentType : contentType.substring(0, end);
    return base.strip().toLowerCase(Locale.ROOT);
  }
}
