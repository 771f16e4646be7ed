package asyncio.launcher;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiled programs, one file for each. Any number of processes.
 *
 * <p>An entry holds the source that it was compiled from, and it is valid for that source and that
 * library only: no edit is missed, whatever the clocks say. Entries are replaced as a whole and
 * read as a whole, so that a program that runs does not care if another one is compiled.
 *
 * @param folder where they are; need not exist, nor be writable
 * @param library what programs are compiled against
 */
record ProgramCache(Path folder, String library) {

  /** The program, if it was compiled from this very text. */
  @Nullable Program find(Path source, byte[] text) {
    try {
      return read(Files.readAllBytes(entryOf(source)), text);
    } catch (IOException missingOrDamaged) {
      return null;
    }
  }

  private @Nullable Program read(byte[] entry, byte[] text) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(entry));
    if (!in.readUTF().equals(library) || !Arrays.equals(readBytes(in), text)) {
      return null;
    }
    String mainClass = in.readUTF();
    int count = in.readInt();
    Map<String, byte[]> classes = new HashMap<>();
    for (int i = 0; i < count; i++) {
      classes.put(in.readUTF(), readBytes(in));
    }
    return new Program(mainClass, classes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }

  /** Keeps a program. Where that fails, the next start compiles again. */
  void store(Path source, byte[] text, Program program) {
    try {
      Files.createDirectories(folder);
      Path entry = entryOf(source);
      // Not a temporary file of the JDK: its random name would load the whole of java.security.
      Path unfinished = entry.resolveSibling(entry.getFileName() + "-" + System.nanoTime());
      Files.write(unfinished, write(text, program), StandardOpenOption.CREATE_NEW);
      Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException notWritable) {
      return;
    }
  }

  private byte[] write(byte[] text, Program program) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeUTF(library);
    writeBytes(out, text);
    out.writeUTF(program.mainClass());
    out.writeInt(program.classes().size());
    for (Map.Entry<String, byte[]> type : program.classes().entrySet()) {
      out.writeUTF(type.getKey());
      writeBytes(out, type.getValue());
    }
    return bytes.toByteArray();
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** The number tells files of the same name apart; where two collide, the last one stays. */
  private Path entryOf(Path source) {
    Path file = source.toAbsolutePath();
    return folder.resolve(file.getFileName() + "-" + Integer.toHexString(file.hashCode()));
  }
}
