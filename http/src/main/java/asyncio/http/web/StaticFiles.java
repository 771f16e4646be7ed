package asyncio.http.web;

import asyncio.http.Headers;
import asyncio.http.MediaTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.http.ByteRange;

/**
 * Answers with the files of a folder. Whatever a path says, and wherever symbolic links lead: what
 * is sent lies, by its real path, below the folder.
 */
final class StaticFiles {

  private static final String INDEX = "index.html";

  private final Path folder;

  StaticFiles(Path folder) throws IOException {
    this.folder = folder.toRealPath();
    if (!Files.isDirectory(this.folder)) {
      throw new NotDirectoryException(folder.toString());
    }
  }

  /**
   * Answers.
   *
   * @param path below the folder
   */
  Response answer(Request request, String path) throws IOException {
    Path file = find(path);
    if (Files.isDirectory(file)) {
      Path index = inside(file.resolve(INDEX));
      return request.lastSegment().isEmpty()
          ? send(request, index)
          : Response.redirectPermanently("./" + request.lastSegment() + "/");
    }
    if (path.endsWith("/")) {
      throw notFound();
    }
    return send(request, file);
  }

  // ---- finding

  private Path find(String path) {
    for (String segment : path.split("/", 0)) {
      if (segment.startsWith(".") || segment.contains("\\")) {
        throw notFound();
      }
    }
    try {
      return inside(folder.resolve(path.startsWith("/") ? "." + path : path));
    } catch (InvalidPathException noPath) {
      throw notFound();
    }
  }

  private Path inside(Path path) {
    try {
      Path real = path.toRealPath();
      if (real.startsWith(folder)) {
        return real;
      }
    } catch (IOException notThere) {
      // as with a file that must not be seen
    }
    throw notFound();
  }

  private static HttpError notFound() {
    return new HttpError(404, "there is no such file");
  }

  // ---- sending

  private static Response send(Request request, Path path) throws IOException {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw notFound();
    }
    FileVersion file = FileVersion.of(path);
    if (!file.isExpectedBy(request.headers())) {
      throw new HttpError(412, "the file is another one by now");
    }
    Headers validators =
        Headers.of(
            "ETag", file.etag(), "Last-Modified", file.lastModified(), "Accept-Ranges", "bytes");
    if (file.isKnownBy(request.headers())) {
      return Response.NO_CONTENT.withStatus(304).withHeaders(validators);
    }
    Response response = sendParts(request, file);
    return response.withHeaders(response.headers().plus(validators));
  }

  /**
   * Several ranges at once are answered with the whole, which is allowed and needs no multipart.
   */
  private static Response sendParts(Request request, FileVersion file) {
    if (!isPartWanted(request, file)) {
      return sendWhole(file);
    }
    List<ByteRange> ranges = ByteRange.parse(request.headers().all("Range"), file.size());
    if (ranges.isEmpty()) {
      return Response.NO_CONTENT
          .withStatus(416)
          .withHeader("Content-Range", ByteRange.toNonSatisfiableHeaderValue(file.size()));
    }
    return ranges.size() > 1
        ? sendWhole(file)
        : send(file, ranges.getFirst())
            .withStatus(206)
            .withHeader("Content-Range", ranges.getFirst().toHeaderValue(file.size()));
  }

  private static boolean isPartWanted(Request request, FileVersion file) {
    return request.headers().getOrDefault("Range", "").startsWith("bytes=")
        && request.method().equals("GET")
        && file.isContinuedBy(request.headers());
  }

  private static Response sendWhole(FileVersion file) {
    return send(file, new ByteRange(0, file.size() - 1));
  }

  private static Response send(FileVersion file, ByteRange range) {
    return Response.of(
        new FileRange(
            file.path(), MediaTypes.ofFile(file.path()), range.first(), range.getLength()));
  }
}
