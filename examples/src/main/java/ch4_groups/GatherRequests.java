// A thousand requests at once take as long as one. (L4.09)
import static asyncio.Asyncio.*;

import asyncio.task.Coroutine;

int inFlight;
int mostInFlight;

void main() {
  run(this::program);
}

void program() {
  List<Coroutine<Integer>> requests = Collections.nCopies(1000, () -> fetch(0.02));
  List<Integer> statusCodes = gather(requests);
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
