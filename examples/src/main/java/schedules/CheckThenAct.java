// A cache in front of something that is slow to load. Who finds no value loads it; but who asks
// while it is being loaded finds none as well, and loads it again. In asyncio's own order of turns
// the second reader comes late enough; SchedulesFindBugsTest finds an order in which it does not.
//   ./asyncio CheckThenAct.java
import static asyncio.Asyncio.*;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A class with a name, unlike the other examples, so that a test can make many. */
class CheckThenAct {

  private final Map<String, String> cache = new HashMap<>();
  private int loads;

  void main() {
    run(this::readTwice);
    IO.println("loads: " + loads);
  }

  void readTwice() {
    gather(
        () -> get("a page"),
        () -> {
          for (int i = 0; i < 3; i++) {
            giveWay();
          }
          return get("a page");
        });
  }

  int loads() {
    return loads;
  }

  private String get(String key) {
    String value = cache.get(key);
    if (value == null) {
      value = load(key);
      cache.put(key, value);
    }
    return value;
  }

  private String load(String key) {
    giveWay();
    loads++;
    return key + ", loaded";
  }

  private static void giveWay() {
    sleep(Duration.ZERO);
  }
}
