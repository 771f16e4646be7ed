package asyncio.sync;

/** What can be held and released. */
interface Releasable {

  void release();
}
