// Two tasks change shared numbers and need no lock: others run only where a task awaits. (L1.T03)
import static asyncio.Asyncio.*;

int left;
int right;

void main() {
  run(() -> gather(this::moveMany, this::moveMany));
  IO.println("moved " + right + " of 2000, balance " + (left + right));
}

void moveMany() {
  for (int i = 0; i < 1000; i++) {
    checkBalance();
    left--; // nobody ever sees the state between these two lines
    right++;
    sleep(seconds(0)); // here the other task runs
  }
}

void checkBalance() {
  if (left + right != 0) {
    throw new IllegalStateException("a half-done move was seen");
  }
}
