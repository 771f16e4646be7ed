// Three requests on one loop: their waits overlap, their calculations do not. (L1.10)
// The first goes on as soon as its answer is there, although the others still wait.
import static asyncio.Asyncio.*;

void main() {
  run(() -> gather(() -> request(1), () -> request(2), () -> request(3)));
}

void request(int number) {
  IO.println("request " + number + ": prepare");
  sleep(seconds(number)); // stands for the network
  IO.println("request " + number + ": process the answer");
}
