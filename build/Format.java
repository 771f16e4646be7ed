import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Checks or applies google-java-format to all Java files below the current folder.
 *
 * <p>Arguments: {@code check} or {@code write}; a file that remembers the hashes of formatted
 * files, so that the next run looks only at what has changed; a report, which exists afterwards
 * only if a file is not formatted.
 */
class Format {
  void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    Path state = Path.of(args[1]);
    Path report = Path.of(args[2]);
    Files.deleteIfExists(report);

    Set<String> known = Set.copyOf(Files.exists(state) ? Files.readAllLines(state) : List.of());
    List<String> files = sources(Path.of(""));
    List<String> changed = new ArrayList<>();
    for (String file : files) {
      if (!known.contains(hash(file))) {
        changed.add(file);
      }
    }
    if (changed.isEmpty()) {
      return;
    }

    List<String> call = new ArrayList<>(changed);
    call.addFirst(write ? "--replace" : "--dry-run");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    ToolProvider formatter = ToolProvider.findFirst("google-java-format").orElseThrow();
    int exit =
        formatter.run(new PrintWriter(out), new PrintWriter(err), call.toArray(String[]::new));
    String problems = out.toString() + err;
    System.err.print(problems);
    if (exit != 0 || !problems.isEmpty()) {
      Files.writeString(report, problems);
    }
    if (exit == 0) {
      List<String> unformatted = out.toString().lines().toList();
      List<String> hashes = new ArrayList<>();
      for (String file : files) {
        if (!unformatted.contains(file)) {
          hashes.add(hash(file));
        }
      }
      Files.write(state, hashes);
    }
  }

  private static List<String> sources(Path folder) throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : children.sorted().toList()) {
        String name = child.getFileName().toString();
        if (Files.isDirectory(child)) {
          if (!name.equals("target") && !name.startsWith(".")) {
            files.addAll(sources(child));
          }
        } else if (name.endsWith(".java")) {
          files.add(child.toString());
        }
      }
    }
    return files;
  }

  private static String hash(String file) throws Exception {
    byte[] content = Files.readAllBytes(Path.of(file));
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
