// A file is closed on every path: by hand with finally, or by try-with-resources. (L4.01, L4.02)

void main() throws IOException {
  Path file = Files.createTempFile("example", ".txt");
  Files.writeString(file, "a line of text");
  try {
    IO.println("with finally: " + readWithFinally(file));
    IO.println("with resources: " + readWithResources(file));
  } finally {
    Files.delete(file);
  }
}

String readWithFinally(Path file) throws IOException {
  BufferedReader reader = Files.newBufferedReader(file);
  try {
    return reader.readLine();
  } finally {
    reader.close();
  }
}

String readWithResources(Path file) throws IOException {
  try (BufferedReader reader = Files.newBufferedReader(file)) {
    return reader.readLine();
  }
}
