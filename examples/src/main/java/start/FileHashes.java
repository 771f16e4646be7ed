// SHA-256 of every file below a folder, several at a time: ./asyncio FileHashes.java DIRECTORY
// Prints what `sha256sum -c` checks. Threads read and hash; all else happens on the loop, hence the
// plain counters.
import static asyncio.Asyncio.*;

import asyncio.task.CancelledError;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;

final int workers = 2 * Runtime.getRuntime().availableProcessors();
final long started = System.nanoTime();

int total;
int hashed;
int failed;
long bytes;
boolean onTerminal;
volatile boolean cancelled; // tells the threads, which nobody could stop otherwise

record Hash(String hex, long bytes) {}

record Found(List<Path> files, Map<Path, IOException> unreadable) {}

void main(String[] arguments) {
  if (arguments.length != 1) {
    System.err.println("usage: ./asyncio FileHashes.java DIRECTORY");
    System.exit(2);
  }
  Path directory = Path.of(arguments[0]);
  if (!Files.isDirectory(directory)) {
    System.err.println(
        directory + (Files.exists(directory) ? " is not a directory" : " does not exist"));
    System.exit(2);
  }

  run(() -> hashAll(directory));
  System.exit(failed == 0 ? 0 : 1);
}

void hashAll(Path directory) {
  onTerminal = toThread(this::isErrorOutputTerminal);
  var progress = createTask(this::showProgress);
  try {
    Found found = toThread(() -> find(directory));
    total = found.files.size();
    found.unreadable.forEach(this::complain);
    hashAll(new ArrayDeque<>(found.files));
    report(megabytes() + " in " + hashed + " files, " + failed + " unreadable, " + elapsed());
  } catch (CancelledError e) {
    cancelled = true;
    report("interrupted after " + hashed + " of " + total + " files, " + elapsed());
    throw e;
  } finally {
    progress.cancel();
  }
}

/** The workers share the queue without a lock: on a loop, one task at a time runs. */
void hashAll(Queue<Path> queue) {
  taskGroup(
      group -> {
        for (int i = 0; i < workers; i++) {
          group.createTask(
              () -> {
                while (!queue.isEmpty()) {
                  hash(queue.remove());
                }
              });
        }
      });
}

void hash(Path file) {
  try {
    Hash hash = toThread(() -> sha256(file));
    hashed++;
    bytes += hash.bytes;
    clearProgress();
    IO.println(hash.hex + "  " + file);
  } catch (Exception e) {
    complain(file, e);
  }
}

void complain(Path file, Exception problem) {
  failed++;
  report(
      switch (problem) {
        case AccessDeniedException e -> file + ": permission denied";
        case NoSuchFileException e -> file + ": has vanished";
        default -> file + ": " + problem;
      });
}

// ---- in threads

/** Symbolic links are not followed: they may lead up again, or anywhere. */
Found find(Path directory) throws IOException {
  Path start = directory.toRealPath();
  Found found = new Found(new ArrayList<>(), new LinkedHashMap<>());
  Files.walkFileTree(
      start,
      new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          if (attributes.isRegularFile()) {
            found.files.add(directory.resolve(start.relativize(file)));
          }
          return cancelled ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException problem) {
          found.unreadable.put(directory.resolve(start.relativize(file)), problem);
          return FileVisitResult.CONTINUE;
        }
      });
  return found;
}

Hash sha256(Path file) throws Exception {
  MessageDigest digest = MessageDigest.getInstance("SHA-256");
  byte[] buffer = new byte[1 << 16];
  long size = 0;
  try (var in = Files.newInputStream(file)) {
    for (int n = in.read(buffer); n > 0 && !cancelled; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
      size += n;
    }
  }
  return new Hash(HexFormat.of().formatHex(digest.digest()), size);
}

boolean isErrorOutputTerminal() throws Exception {
  return new ProcessBuilder("test", "-t", "2")
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start()
          .waitFor()
      == 0;
}

// ---- messages, on standard error

/** On a terminal one line that is written over and over, else a line now and then. */
void showProgress() {
  while (true) {
    sleep(onTerminal ? seconds(0.1) : seconds(5));
    clearProgress();
    String line = hashed + " of " + total + " files, " + megabytes() + ", " + elapsed();
    System.err.print(onTerminal ? line : line + "\n");
  }
}

void clearProgress() {
  if (onTerminal) {
    System.err.print("\r\033[K");
  }
}

void report(String message) {
  clearProgress();
  System.err.println(message);
}

String megabytes() {
  return "%.1f MB".formatted(bytes / 1e6);
}

String elapsed() {
  return "%.1f s".formatted((System.nanoTime() - started) / 1e9);
}
