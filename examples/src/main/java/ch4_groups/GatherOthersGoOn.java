// After a failure the others go on. A second failure is swallowed without any noise.
// (L4.12, L4.T09, N.T11)
import static asyncio.Asyncio.*;

void main() {
  run(this::program);
}

void program() {
  try {
    gather(() -> good(3), () -> bad(1), () -> bad(2));
  } catch (IllegalStateException e) {
    IO.println("gather threw: " + e.getMessage());
  }
  sleep(seconds(4));
}

void good(int seconds) {
  sleep(seconds(seconds));
  IO.println("the good one ended all the same");
}

void bad(int seconds) {
  sleep(seconds(seconds));
  throw new IllegalStateException("failure after " + seconds + " second(s)");
}
