package asyncio.http.web;

import asyncio.http.FormFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a browser has sent: fields, and the files of a multipart form. */
public final class Form {

  private final FormFields fields;
  private final List<FormFile> files;

  Form(FormFields fields, List<FormFile> files) {
    this.fields = fields;
    this.files = files;
  }

  /** Decodes a query, or the body of an urlencoded form. */
  static FormFields parse(String text) {
    try {
      return FormFields.parse(text);
    } catch (IllegalArgumentException badPercent) {
      throw new HttpError(400, "the parameters have percent signs that cannot be decoded");
    }
  }

  /** The fields. */
  public FormFields fields() {
    return fields;
  }

  /** The first value of a field, or null. */
  public @Nullable String get(String name) {
    return fields.get(name);
  }

  /** The files, in their order. */
  public List<FormFile> files() {
    return files;
  }

  /** The first file of a name, or null. */
  public @Nullable FormFile file(String name) {
    return files.stream().filter(file -> file.name().equals(name)).findFirst().orElse(null);
  }

  void close() {
    files.forEach(FormFile::close);
  }

  @Override
  public String toString() {
    return "<Form " + fields + " " + files + ">";
  }
}
