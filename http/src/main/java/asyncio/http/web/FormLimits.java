package asyncio.http.web;

/**
 * How large a form may be; more is 413.
 *
 * @param parts how many fields and files together
 * @param fieldBytes of all fields together, or of a whole urlencoded form
 * @param fileBytes of each file
 * @param memoryBytes of each file are kept in memory; larger ones go to disk
 */
public record FormLimits(int parts, long fieldBytes, long fileBytes, int memoryBytes) {

  /** 1,000 parts, 1 MiB of fields, 100 MiB for each file, of which 64 KiB stay in memory. */
  public static final FormLimits DEFAULT = new FormLimits(1000, 1 << 20, 100L << 20, 64 << 10);

  /**
   * @throws IllegalArgumentException if one is negative
   */
  public FormLimits {
    if (parts < 0 || fieldBytes < 0 || fileBytes < 0 || memoryBytes < 0) {
      throw new IllegalArgumentException(
          "the limits of a form must not be negative, and are "
              + parts
              + " parts, "
              + fieldBytes
              + " bytes of fields, "
              + fileBytes
              + " bytes of a file, "
              + memoryBytes
              + " bytes in memory");
    }
  }

  HttpError tooManyParts() {
    return new HttpError(413, "a form may have at most " + parts + " parts");
  }

  /** A copy with another limit. */
  public FormLimits withParts(int newParts) {
    return new FormLimits(newParts, fieldBytes, fileBytes, memoryBytes);
  }

  /** A copy with another limit. */
  public FormLimits withFieldBytes(long newBytes) {
    return new FormLimits(parts, newBytes, fileBytes, memoryBytes);
  }

  /** A copy with another limit. */
  public FormLimits withFileBytes(long newBytes) {
    return new FormLimits(parts, fieldBytes, newBytes, memoryBytes);
  }

  /** A copy with another limit. */
  public FormLimits withMemoryBytes(int newBytes) {
    return new FormLimits(parts, fieldBytes, fileBytes, newBytes);
  }
}
