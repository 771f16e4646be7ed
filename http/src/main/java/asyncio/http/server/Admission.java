package asyncio.http.server;

import asyncio.sync.Semaphore;

/**
 * Lets in so many requests at once, and so many more wait, in the order of their arrival; the rest
 * is refused at once, since an answer that comes too late only costs. Loop thread only.
 */
final class Admission {

  private final int placesInAll;
  private final Semaphore places;
  private final int waitingAtMost;

  Admission(HttpServerOptions.Limits limits) {
    this.placesInAll = limits.requests();
    this.places = new Semaphore(limits.requests());
    this.waitingAtMost = limits.waitingRequests();
  }

  /**
   * Suspends until there is a place.
   *
   * @return false if too many wait already; else {@link #leave} must follow
   */
  boolean enter() {
    if (places.locked() && places.statistics().waiting() >= waitingAtMost) {
      return false;
    }
    places.acquire();
    return true;
  }

  void leave() {
    places.release();
  }

  @Override
  public String toString() {
    Semaphore.Statistics now = places.statistics();
    return (placesInAll - now.value()) + " requests, " + now.waiting() + " waiting";
  }
}
