package asyncio.testing.network;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which hosts hear nothing of each other. Loop thread only. */
final class Partitions {

  private record Pair(SimulatedHost from, SimulatedHost to) {}

  private final Set<Pair> parted = new HashSet<>();
  private final Set<SimulatedHost> isolated = new HashSet<>();

  void part(Collection<SimulatedHost> some, Collection<SimulatedHost> others) {
    for (SimulatedHost one : some) {
      for (SimulatedHost other : others) {
        parted.add(new Pair(one, other));
        parted.add(new Pair(other, one));
      }
    }
  }

  /** Parts a host from all others, those included that there are not yet. */
  void isolate(SimulatedHost host) {
    isolated.add(host);
  }

  void heal() {
    parted.clear();
    isolated.clear();
  }

  boolean areParted(SimulatedHost from, SimulatedHost to) {
    boolean oneIsAlone = isolated.contains(from) || isolated.contains(to);
    return (oneIsAlone && from != to) || parted.contains(new Pair(from, to));
  }
}
