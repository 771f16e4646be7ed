package asyncio.http.web;

import asyncio.http.FormFields;
import asyncio.http.MediaTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Takes the parts of a form as Jetty's parser finds them. The parser does not let exceptions
 * through, so the first is kept for {@link #check}.
 */
final class MultipartForm extends MultiPart.AbstractPartsListener {

  private final FormLimits limits;
  private final Map<String, List<String>> fields = new LinkedHashMap<>();
  private final List<FormFile> files = new ArrayList<>();
  private final ByteArrayOutputStream field = new ByteArrayOutputStream();
  private @Nullable FormFile file;
  private @Nullable String contentType;
  private @Nullable HttpError refusal;
  private @Nullable IOException failure;
  private int parts;
  private long fieldBytes;
  private boolean complete;

  MultipartForm(FormLimits limits) {
    this.limits = limits;
  }

  // ---- called by the parser

  @Override
  public void onPartHeader(String name, String value) {
    super.onPartHeader(name, value);
    if (name.equalsIgnoreCase("Content-Type")) {
      contentType = value;
    }
  }

  @Override
  public void onPartHeaders() {
    String fileName = getFileName();
    parts++;
    if (parts > limits.parts()) {
      refuse(limits.tooManyParts());
    } else if (getName() == null) {
      refuse(new HttpError(400, "a part of the form has no name"));
    } else if (fileName != null) {
      file = new FormFile(getName(), fileName, contentType, limits.memoryBytes());
      files.add(file);
    }
  }

  @Override
  public void onPartContent(Content.Chunk chunk) {
    if (refusal != null || failure != null) {
      return;
    }
    try {
      take(chunk.getByteBuffer());
    } catch (HttpError tooLarge) {
      refuse(tooLarge);
    } catch (IOException notWritten) {
      failure = notWritten;
    }
  }

  private void take(ByteBuffer piece) throws IOException {
    FormFile current = file;
    if (current == null) {
      takeField(piece);
    } else if (current.size() + piece.remaining() > limits.fileBytes()) {
      throw new HttpError(413, "a file may have at most " + limits.fileBytes() + " bytes");
    } else {
      current.append(piece);
    }
  }

  private void takeField(ByteBuffer piece) {
    fieldBytes += piece.remaining();
    if (fieldBytes > limits.fieldBytes()) {
      throw new HttpError(
          413, "the fields of a form may have at most " + limits.fieldBytes() + " bytes");
    }
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    field.writeBytes(bytes);
  }

  @Override
  public void onPart(String name, @Nullable String fileName, HttpFields headers) {
    FormFile current = file;
    if (current == null) {
      fields
          .computeIfAbsent(name, _ -> new ArrayList<>())
          .add(field.toString(MediaTypes.charset(contentType, StandardCharsets.UTF_8)));
    } else {
      try {
        current.complete();
      } catch (IOException notWritten) {
        failure = notWritten;
      }
    }
    file = null;
    contentType = null;
    field.reset();
  }

  @Override
  public void onComplete() {
    complete = true;
  }

  @Override
  public void onFailure(Throwable broken) {
    refuse(new HttpError(400, "the body is not a multipart form"));
  }

  private void refuse(HttpError first) {
    if (refusal == null) {
      refusal = first;
    }
  }

  // ---- called by the reader

  /** Throws what the parser has told. */
  void check() throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  Form finish() throws IOException {
    check();
    if (!complete) {
      throw new HttpError(400, "the multipart form ends before its last boundary");
    }
    return new Form(FormFields.of(fields), List.copyOf(files));
  }

  void close() {
    files.forEach(FormFile::close);
  }
}
