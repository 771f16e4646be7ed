package asyncio.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a program could not be started, in the exceptions that files have. */
final class StartFailure {

  private static final int ENOENT = 2;
  private static final int EACCES = 13;

  /** How the JDK passes the system's error number on. */
  private static final Pattern ERROR_NUMBER = Pattern.compile("error[:=] ?(\\d+)");

  private StartFailure() {}

  static IOException explain(IOException failure, String program, @Nullable Path folder) {
    FileSystemException clear = explainOrNull(failure, program, folder);
    if (clear == null) {
      return failure;
    }
    clear.initCause(failure);
    return clear;
  }

  private static @Nullable FileSystemException explainOrNull(
      IOException failure, String program, @Nullable Path folder) {
    if (folder != null && !Files.isDirectory(folder)) {
      return Files.exists(folder)
          ? new NotDirectoryException(folder.toString())
          : new NoSuchFileException(folder.toString(), null, "there is no such working folder");
    }
    return switch (errorNumber(failure)) {
      case ENOENT ->
          new NoSuchFileException(
              program, null, "there is no such program; give its path, or see to the PATH");
      case EACCES -> new AccessDeniedException(program, null, "it may not be executed");
      default -> null;
    };
  }

  private static int errorNumber(IOException failure) {
    Matcher matcher = ERROR_NUMBER.matcher(String.valueOf(failure.getMessage()));
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
