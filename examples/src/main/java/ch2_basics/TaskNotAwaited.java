// A task that nobody waits for is cancelled when the program ends, right after its first step.
// (L2.08c, L2.T01)
import static asyncio.Asyncio.*;

void main() {
  run(this::program);
}

void program() {
  createTask(() -> delay(3));
}

int delay(int seconds) {
  IO.println("sleeping for " + seconds + " second(s)");
  sleep(seconds(seconds));
  IO.println("finished sleeping for " + seconds + " second(s)");
  return seconds;
}
