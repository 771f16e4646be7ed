package asyncio.http.web;

import asyncio.http.RequestHead;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpURI;

/**
 * Where a request wants to go. Each segment is decoded on its own, so that an encoded slash parts
 * nothing.
 *
 * <p>Segments of dots are refused, encoded or not. It is for clients to resolve them (RFC 3986,
 * section 5.2), and all that people use do. If we did it as well, whoever stands before us and does
 * not, or not for {@code %2e}, could be led past its rules: {@code /public/../admin}.
 *
 * @param segments what stands between the slashes, decoded
 * @param query still encoded; empty without one
 */
record RequestPath(List<String> segments, String query) {

  /**
   * Takes the target of a request apart.
   *
   * @throws HttpError 400 if it is no path, or one that is meant to leave a folder
   */
  static RequestPath of(RequestHead head) {
    HttpURI uri = parse(head);
    String path = uri.getPath() == null ? "/" : uri.getPath();
    List<String> segments = new ArrayList<>();
    for (String segment : path.substring(path.startsWith("/") ? 1 : 0).split("/", -1)) {
      segments.add(decode(segment));
    }
    return new RequestPath(segments, uri.getQuery() == null ? "" : uri.getQuery());
  }

  private static HttpURI parse(RequestHead head) {
    try {
      return HttpURI.from(head.method(), head.target());
    } catch (IllegalArgumentException noAddress) {
      throw new HttpError(400, "the address is not valid");
    }
  }

  private static String decode(String segment) {
    String decoded = segment.indexOf('%') < 0 ? segment : decodePercents(segment);
    if (decoded.equals(".") || decoded.equals("..")) {
      throw new HttpError(
          400, "the path must not have the segments '.' and '..': clients resolve them");
    }
    if (decoded.chars().anyMatch(Character::isISOControl)) {
      throw new HttpError(400, "the path must not have control characters");
    }
    return decoded;
  }

  /** In a path, other than in a form, a plus sign is a plus sign. */
  private static String decodePercents(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badPercent) {
      throw new HttpError(400, "the path has a percent sign without two hexadecimal digits");
    }
  }

  /** The whole path for people. */
  @Override
  public String toString() {
    return segments.stream()
        .map(segment -> segment.replace("/", "%2F"))
        .collect(Collectors.joining("/", "/", ""));
  }
}
