// Reads whole answers of web servers and prints the size of header and body:
// ./asyncio PageSizes.java [URL...] (J6.E2, J6.E3)
// A body ends after the declared length, with an empty chunk, or with the connection. Reading to
// the end in every case would hang at a server that keeps the connection open.
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.US_ASCII;

import asyncio.stream.Connection;
import asyncio.stream.ConnectionOptions;
import asyncio.stream.StreamReader;
import asyncio.task.Coroutine;
import java.net.URI;

record Header(String status, Map<String, String> fields, int size) {}

void main(String[] arguments) {
  List<String> sites =
      arguments.length > 0
          ? List.of(arguments)
          : List.of("https://www.python.org/", "https://openjdk.org/", "https://curl.se/");
  run(() -> printSizes(sites));
}

void printSizes(List<String> sites) {
  List<Coroutine<String>> requests =
      sites.stream().map(site -> (Coroutine<String>) () -> sizes(URI.create(site))).toList();
  List<String> answers = gather(requests);
  for (int i = 0; i < sites.size(); i++) {
    IO.println(sites.get(i) + ": " + answers.get(i));
  }
}

String sizes(URI site) {
  try (Connection connection = request(site)) {
    Header header = readHeader(connection.reader());
    long body = bodySize(header, connection.reader());
    return header.status + ", header " + header.size + ", body " + body + " bytes";
  } catch (Exception e) {
    return "failed: " + e.getMessage();
  }
}

Connection request(URI site) throws IOException {
  boolean secure = site.getScheme().equals("https");
  int port = site.getPort() >= 0 ? site.getPort() : secure ? 443 : 80;
  ConnectionOptions options = ConnectionOptions.DEFAULT;
  Connection connection =
      openConnection(site.getHost(), port, secure ? options.withTls() : options);
  String path = site.getRawPath().isEmpty() ? "/" : site.getRawPath();
  connection
      .writer()
      .send("GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, site.getAuthority()), US_ASCII);
  return connection;
}

/** Up to and including the first empty line. */
Header readHeader(StreamReader reader) throws IOException {
  byte[] status = reader.readLine();
  int size = status.length;
  Map<String, String> fields = new HashMap<>();
  byte[] line = reader.readLine();
  while (line.length > 2) {
    size += line.length;
    String[] field = text(line).split(":", 2);
    fields.put(field[0].toLowerCase(Locale.ROOT), field[1].strip());
    line = reader.readLine();
  }
  return new Header(text(status), fields, size + line.length);
}

long bodySize(Header header, StreamReader reader) throws IOException {
  if (header.fields.getOrDefault("transfer-encoding", "").endsWith("chunked")) {
    return readChunks(reader);
  }
  String length = header.fields.get("content-length");
  if (length != null) {
    return reader.readExactly(Integer.parseInt(length)).length;
  }
  return reader.read().length; // the connection's end is the body's
}

/** Each chunk has its size in front; the last one is empty. */
long readChunks(StreamReader reader) throws IOException {
  long total = 0;
  int size = chunkSize(reader);
  while (size > 0) {
    reader.readExactly(size);
    reader.readLine();
    total += size;
    size = chunkSize(reader);
  }
  return total;
}

int chunkSize(StreamReader reader) throws IOException {
  return Integer.parseInt(text(reader.readLine()).split(";", 2)[0].strip(), 16);
}

String text(byte[] line) {
  return new String(line, US_ASCII).strip();
}
