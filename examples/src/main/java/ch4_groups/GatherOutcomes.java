// gatherOutcomes() throws nothing: it says how each one ended, in order. (L4.13, N09)
import static asyncio.Asyncio.*;

import asyncio.task.Outcome;

void main() {
  run(this::program);
}

void program() {
  List<Outcome<Integer>> outcomes =
      gatherOutcomes(() -> fetch("https://example.com"), () -> fetch("python://example.com"));
  List<Integer> successful = new ArrayList<>();
  List<String> failures = new ArrayList<>();
  for (Outcome<Integer> outcome : outcomes) {
    switch (outcome) {
      case Outcome.Success(Integer status) -> successful.add(status);
      case Outcome.Failure(Throwable exception) -> failures.add(exception.getMessage());
    }
  }
  IO.println("All results: " + outcomes);
  IO.println("Finished successfully: " + successful);
  IO.println("Threw exceptions: " + failures);
}

/** Stands for a request that takes two seconds. */
int fetch(String url) {
  if (!url.startsWith("https:")) {
    throw new IllegalArgumentException("not a web address: " + url);
  }
  sleep(seconds(2));
  return 200;
}
