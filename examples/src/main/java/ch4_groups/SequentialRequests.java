// The same thousand requests awaited one by one: a thousand times as long. (L4.10)
import static asyncio.Asyncio.*;

int inFlight;
int mostInFlight;

void main() {
  run(this::program);
}

void program() {
  List<Integer> statusCodes = new ArrayList<>();
  for (int i = 0; i < 1000; i++) {
    statusCodes.add(fetch(0.02));
  }
  IO.println(statusCodes.size() + " answers, different ones: " + Set.copyOf(statusCodes));
  IO.println("at most " + mostInFlight + " at once");
}

/** Stands for a request that takes so many seconds. */
int fetch(double seconds) {
  inFlight++;
  mostInFlight = Math.max(mostInFlight, inFlight);
  sleep(seconds(seconds));
  inFlight--;
  return 200;
}
