package asyncio.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodyTest {

  /** Writes down what it is told to send, and how. */
  private static final class Recording implements BodySink {

    private final List<String> sent = new ArrayList<>();

    @Override
    public void write(ByteBuffer part) {
      sent.add("bytes: " + part.remaining());
    }

    @Override
    public void sendFile(FileChannel file, long offset, long count) {
      sent.add("file: " + count + " from " + offset);
    }
  }

  private static List<String> sent(Body body) throws IOException {
    Recording sink = new Recording();
    body.writeTo(sink);
    return sink.sent;
  }

  @Test
  void aFileIsHandedOnAsAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("digits.txt"), "0123456789");
    assertThat(sent(Body.file(file))).containsExactly("file: 10 from 0");
    assertThat(sent(new Multipart().file("upload", file))).contains("file: 10 from 0");
    assertThat(sent(Body.file(Files.createFile(folder.resolve("empty"))))).isEmpty();
  }
}
