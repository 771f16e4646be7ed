// Counts the words of a large file by map and reduce in worker processes, with a progress bar.
// (L1.T09, chapter 6)
// The file is cut at line ends; each worker counts the words of one piece, and the counts are
// merged in pairs, also by the workers, until one is left. Nothing but offsets and counts travels.
// Run it with -Dmegabytes=5 for a small file; it is 500 MB otherwise.
import static asyncio.Asyncio.*;

import asyncio.pool.ProcessPool;
import asyncio.task.Coroutine;

static final String[] WORDS = "the quick brown fox jumps over lazy dogs and runs away".split(" ");
static final int PIECE = 1 << 23;

record Piece(String file, long begin, long end) implements Serializable {}

void main() throws IOException {
  int megabytes = Integer.getInteger("megabytes", 500);
  Path file = Files.createTempFile("words", ".txt");
  try (var pool = new ProcessPool()) {
    generate(file, megabytes);
    run(() -> report(countWords(pool, cut(file))));
  } finally {
    Files.delete(file);
  }
}

void report(Map<String, Long> counts) {
  counts.entrySet().stream()
      .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
      .limit(3)
      .forEach(entry -> IO.println(entry.getKey() + ": " + entry.getValue()));
  IO.println("words in all: " + counts.values().stream().mapToLong(Long::longValue).sum());
}

HashMap<String, Long> countWords(ProcessPool pool, List<Piece> pieces) {
  List<HashMap<String, Long>> counts = new ArrayList<>();
  for (HashMap<String, Long> ofPiece : pool.map(piece -> count(piece), pieces)) {
    counts.add(ofPiece);
    showProgress(counts.size(), pieces.size());
  }
  return mergeAll(pool, counts);
}

/** In each round the workers merge pairs, all pairs at the same time. */
HashMap<String, Long> mergeAll(ProcessPool pool, List<HashMap<String, Long>> counts) {
  List<HashMap<String, Long>> left = counts;
  while (left.size() > 1) {
    List<Coroutine<HashMap<String, Long>>> merges = new ArrayList<>();
    for (int i = 0; i + 1 < left.size(); i += 2) {
      HashMap<String, Long> first = left.get(i);
      HashMap<String, Long> second = left.get(i + 1);
      merges.add(() -> pool.call(() -> merge(first, second)));
    }
    List<HashMap<String, Long>> merged = new ArrayList<>(gather(merges));
    if (left.size() % 2 == 1) {
      merged.add(left.getLast());
    }
    left = merged;
  }
  return left.getFirst();
}

static HashMap<String, Long> merge(HashMap<String, Long> into, HashMap<String, Long> other) {
  other.forEach((word, count) -> into.merge(word, count, Long::sum));
  return into;
}

static HashMap<String, Long> count(Piece piece) throws IOException {
  byte[] bytes = new byte[(int) (piece.end() - piece.begin())];
  try (var file = new RandomAccessFile(piece.file(), "r")) {
    file.seek(piece.begin());
    file.readFully(bytes);
  }
  HashMap<String, Long> counts = new HashMap<>();
  var words = new StringTokenizer(new String(bytes, StandardCharsets.ISO_8859_1));
  while (words.hasMoreTokens()) {
    counts.merge(words.nextToken(), 1L, Long::sum);
  }
  return counts;
}

/** Pieces that end with a line. */
List<Piece> cut(Path path) throws IOException {
  List<Piece> pieces = new ArrayList<>();
  try (var file = new RandomAccessFile(path.toFile(), "r")) {
    long begin = 0;
    while (begin < file.length()) {
      file.seek(Math.min(begin + PIECE, file.length()));
      file.readLine();
      long end = file.getFilePointer();
      pieces.add(new Piece(path.toString(), begin, end));
      begin = end;
    }
  }
  return pieces;
}

/** Lines of chosen words, the same at every run. */
void generate(Path file, int megabytes) throws IOException {
  Random random = new Random(1);
  StringBuilder block = new StringBuilder();
  while (block.length() < 1 << 20) {
    for (int i = 0; i < 12; i++) {
      block.append(WORDS[random.nextInt(WORDS.length)]).append(i == 11 ? '\n' : ' ');
    }
  }
  byte[] bytes = block.toString().getBytes(StandardCharsets.US_ASCII);
  try (OutputStream out = Files.newOutputStream(file)) {
    for (int i = 0; i < megabytes; i++) {
      out.write(bytes);
    }
  }
}

void showProgress(int done, int all) {
  int width = 40 * done / all;
  System.err.printf("\r[%s%s] %d/%d", "#".repeat(width), " ".repeat(40 - width), done, all);
  if (done == all) {
    System.err.println();
  }
}
