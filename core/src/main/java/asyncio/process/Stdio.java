package asyncio.process;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a process gets its input from, or where one of its outputs goes to; the constants of {@code
 * asyncio.subprocess}. Immutable.
 */
public final class Stdio {

  /** A pipe: a stream of {@link Process}. */
  public static final Stdio PIPE = new Stdio("PIPE", Redirect.PIPE, Redirect.PIPE);

  /** What this program itself has, for instance the terminal; Python's {@code None}. */
  public static final Stdio INHERIT = new Stdio("INHERIT", Redirect.INHERIT, Redirect.INHERIT);

  /** Nothing to be read; whatever is written is dropped. */
  public static final Stdio DEVNULL =
      new Stdio("DEVNULL", Redirect.from(nullDevice()), Redirect.DISCARD);

  /** For the error output only: it goes where the standard output goes. */
  public static final Stdio STDOUT = new Stdio("STDOUT", null, null);

  private final String name;
  private final @Nullable Redirect source;
  private final @Nullable Redirect target;

  private Stdio(String name, @Nullable Redirect source, @Nullable Redirect target) {
    this.name = name;
    this.source = source;
    this.target = target;
  }

  private static File nullDevice() {
    return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
  }

  /** A file: read as input, or written from its beginning as output. */
  public static Stdio file(Path path) {
    File file = path.toFile();
    return new Stdio("file " + path, Redirect.from(file), Redirect.to(file));
  }

  /** A file to the end of which output is added. */
  public static Stdio appendTo(Path path) {
    return new Stdio("append to " + path, null, Redirect.appendTo(path.toFile()));
  }

  /** Whether it is one of the constants, and no file with a name. */
  boolean isSimple() {
    return this == PIPE || this == INHERIT || this == DEVNULL || this == STDOUT;
  }

  Stdio requireSource() {
    if (source == null) {
      throw new IllegalArgumentException(
          "a process cannot read from " + this + "; use PIPE, INHERIT, DEVNULL or a file");
    }
    return this;
  }

  Stdio requireTarget() {
    if (target == null) {
      throw new IllegalArgumentException(
          "the standard output cannot go to " + this + ", which is for the error output");
    }
    return this;
  }

  Redirect source() {
    return Objects.requireNonNull(source);
  }

  Redirect target() {
    return Objects.requireNonNull(target);
  }

  /** The name of the constant, or the file. */
  @Override
  public String toString() {
    return name;
  }
}
