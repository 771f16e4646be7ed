package asyncio.http.web;

import asyncio.http.Headers;
import asyncio.http.HttpDate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.jetty.http.ComplianceViolation;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.QuotedCSV;

/**
 * A file as it is now, and how clients tell whether theirs is the same.
 *
 * @param size in bytes
 */
record FileVersion(Path path, long size, Instant modified) {

  private static final String WEAK = "W/";

  static FileVersion of(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new FileVersion(path, attributes.size(), attributes.lastModifiedTime().toInstant());
  }

  /** Changes with the size, and with the time to the nanosecond. */
  String etag() {
    return "\""
        + Long.toHexString(size)
        + "-"
        + Long.toHexString(modified.getEpochSecond())
        + Integer.toHexString(modified.getNano())
        + "\"";
  }

  String lastModified() {
    return HttpDate.format(modified);
  }

  /** Whether this is a version with which the client wants to go on; RFC 9110, 13.2.2. */
  boolean isExpectedBy(Headers request) {
    List<String> etags = request.all("If-Match");
    if (!etags.isEmpty()) {
      return elements(etags).stream().anyMatch(this::isNamedBy);
    }
    String date = request.get("If-Unmodified-Since");
    Instant until = date == null ? null : HttpDate.parse(date);
    return until == null || !isModifiedAfter(until);
  }

  /** Whether the client has this version already; RFC 9110, 13.2.2. */
  boolean isKnownBy(Headers request) {
    List<String> etags = request.all("If-None-Match");
    if (!etags.isEmpty()) {
      return elements(etags).stream()
          .map(known -> known.startsWith(WEAK) ? known.substring(WEAK.length()) : known)
          .anyMatch(this::isNamedBy);
    }
    String date = request.get("If-Modified-Since");
    Instant since = date == null ? null : HttpDate.parse(date);
    return since != null && !isModifiedAfter(since);
  }

  private boolean isNamedBy(String etag) {
    return etag.equals("*") || etag.equals(etag());
  }

  private boolean isModifiedAfter(Instant time) {
    return modified.truncatedTo(ChronoUnit.SECONDS).isAfter(time);
  }

  /** Whether the client may get a part, to complete the version that it has. */
  boolean isContinuedBy(Headers request) {
    String version = request.get("If-Range");
    return version == null || version.equals(etag()) || version.equals(lastModified());
  }

  private static List<String> elements(List<String> lines) {
    try {
      return new QuotedCSV.Etags(
              HttpCompliance.RFC9110,
              ComplianceViolation.Listener.NOOP,
              lines.toArray(String[]::new))
          .getValues();
    } catch (HttpException.RuntimeException noTags) {
      return List.of();
    }
  }
}
