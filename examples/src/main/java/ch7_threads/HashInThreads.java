// Hashes many passwords, slowly as one should, one after the other and in a pool of threads.
// (L1.T09, L2.T14, chapter 7)
// In Python threads help here only because its hash functions let go of the interpreter lock.
import static asyncio.Asyncio.*;

import asyncio.pool.ThreadPool;
import asyncio.task.Coroutine;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

static int rounds = Integer.getInteger("rounds", 100_000);

void main() throws Exception {
  List<String> passwords = IntStream.range(0, 20).mapToObj(number -> "password " + number).toList();

  long start = System.nanoTime();
  List<String> inTurn = new ArrayList<>();
  for (String password : passwords) {
    inTurn.add(hash(password));
  }
  printTime("in turn", start);

  long startOfPool = System.nanoTime();
  run(
      () -> {
        try (var pool = new ThreadPool("hash", Runtime.getRuntime().availableProcessors())) {
          List<Coroutine<String>> calls = new ArrayList<>();
          passwords.forEach(password -> calls.add(() -> pool.call(() -> hash(password))));
          List<String> hashes = gather(calls);
          printTime("in " + pool.statistics().size() + " threads", startOfPool);
          IO.println("the same: " + hashes.equals(inTurn));
        }
      });
}

static String hash(String password) throws Exception {
  byte[] salt = {1, 2, 3, 4, 5, 6, 7, 8};
  var key = new PBEKeySpec(password.toCharArray(), salt, rounds, 256);
  var factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
  return HexFormat.of().formatHex(factory.generateSecret(key).getEncoded());
}

void printTime(String how, long start) {
  double seconds = (System.nanoTime() - start) / 1e9;
  IO.println(String.format(Locale.ROOT, "%s: %.2f s", how, seconds));
}
