package asyncio.resource;

import java.util.ArrayList;
import java.util.List;

/** A manager that writes down how it is left, and then does what it was made for. */
final class Leaving implements ContextManager<String> {

  private final String name;
  private final Exit exit;
  final List<Throwable> seen = new ArrayList<>();

  private Leaving(String name, Exit exit) {
    this.name = name;
    this.exit = exit;
  }

  static Leaving passing() {
    return new Leaving("passing", _ -> false);
  }

  static Leaving swallowing() {
    return new Leaving("swallowing", _ -> true);
  }

  static Leaving by(Exit exit) {
    return new Leaving("scripted", exit);
  }

  @Override
  public String enter() {
    return name;
  }

  @Override
  public boolean exit(Throwable failure) throws Exception {
    seen.add(failure);
    return exit.exit(failure);
  }

  @Override
  public String toString() {
    return name;
  }
}
