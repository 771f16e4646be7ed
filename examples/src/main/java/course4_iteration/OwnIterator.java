// The exercises: a traversal of some data with simulated work, and the same as a list.
// (J4.E1, J4.E2)
import static asyncio.Asyncio.*;

import asyncio.iteration.AsyncIterator;

static final List<String> CITIES = List.of("Oslo", "Rome", "Lima");

void main() {
  run(this::program);
}

void program() {
  List<String> traversed = new ArrayList<>();
  for (String report : reports()) {
    IO.println(report);
    traversed.add(report);
  }
  List<String> collected = reports().stream().toList();
  IO.println("equal: " + traversed.equals(collected));
}

AsyncIterator<String> reports() {
  return generator(
      out -> {
        for (String city : CITIES) {
          out.yield(city + ": " + temperature(city) + " degrees");
        }
      });
}

/** Stands for a request. */
int temperature(String city) {
  sleep(seconds(0.5));
  return 10 + city.length();
}
