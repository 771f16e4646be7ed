package asyncio.conformance.run;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;

/**
 * run returns main's value or throws its failure, each call on a fresh loop whose clock starts
 * anew.
 */
public final class RunReturnsAndRaises extends Scenario {

  private record Answer(int value, double time) {}

  private Answer program(int n) {
    sleep(seconds(0.5));
    if (n == 2) {
      throw new IllegalArgumentException("two");
    }
    return new Answer(n, time());
  }

  @Override
  protected void main() {
    for (int i = 1; i <= 3; i++) {
      int n = i;
      try {
        Answer answer = run(() -> program(n));
        print(answer.value(), answer.time());
      } catch (IllegalArgumentException e) {
        print("IllegalArgumentException", e.getMessage());
      }
    }
  }
}
