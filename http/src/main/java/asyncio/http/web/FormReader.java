package asyncio.http.web;

import asyncio.http.FormFields;
import asyncio.http.Headers;
import asyncio.http.IncomingBody;
import asyncio.http.MediaTypes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** Reads a form from the body of a request. */
final class FormReader {

  private static final int PART_HEADER_BYTES = 8 << 10;

  private FormReader() {}

  static Form read(Request request, FormLimits limits) throws IOException {
    Headers headers = request.headers();
    String contentType = headers.get("Content-Type");
    return switch (MediaTypes.base(contentType)) {
      case "application/x-www-form-urlencoded" -> readUrlencoded(request, limits);
      case "multipart/form-data" -> readMultipart(request, boundary(contentType), limits);
      default ->
          throw new HttpError(
              415,
              "send a form, as multipart/form-data or application/x-www-form-urlencoded, and say so"
                  + " with the header Content-Type");
    };
  }

  private static Form readUrlencoded(Request request, FormLimits limits) throws IOException {
    FormFields fields =
        Form.parse(request.body(limits.fieldBytes()).text(StandardCharsets.US_ASCII));
    if (fields.asMap().values().stream().mapToInt(List::size).sum() > limits.parts()) {
      throw limits.tooManyParts();
    }
    return new Form(fields, List.of());
  }

  private static String boundary(@Nullable String contentType) {
    String boundary = contentType == null ? null : MultiPart.extractBoundary(contentType);
    if (boundary == null) {
      throw new HttpError(400, "a multipart form must name its boundary");
    }
    return boundary;
  }

  private static Form readMultipart(Request request, String boundary, FormLimits limits)
      throws IOException {
    IncomingBody body = request.body(Long.MAX_VALUE);
    MultipartForm parts = new MultipartForm(limits);
    MultiPart.Parser parser = new MultiPart.Parser(boundary, parts);
    parser.setPartHeadersMaxLength(PART_HEADER_BYTES);
    try {
      for (byte[] piece : body.chunks()) {
        parser.parse(Content.Chunk.from(ByteBuffer.wrap(piece), false));
        parts.check();
      }
      parser.parse(Content.Chunk.EOF);
      return parts.finish();
    } catch (Throwable failure) {
      parts.close();
      throw failure;
    }
  }
}
