// Three tasks make a blocking call, here Thread.sleep. (L2.20, L2.T13)
// The fast engine parks only the task that blocks, so the calls overlap. The portable engine runs
// one task at a time up to its next await, so each call holds up the loop; see ToThreadProgram.
import static asyncio.Asyncio.*;

void main() {
  run(() -> gather(() -> blockingFetch(1), () -> blockingFetch(2), () -> blockingFetch(3)));
}

void blockingFetch(int number) throws InterruptedException {
  IO.println("starting fetch " + number);
  Thread.sleep(100);
  IO.println("finished fetch " + number);
}
