// A crawler of a site in memory: workers share a queue of pages, and keep to two requests a second.
import static asyncio.Asyncio.*;

import asyncio.queue.Queue;

static final int WORKERS = 3;
static final double REQUESTS_PER_SECOND = 2;

static final Map<String, List<String>> SITE =
    Map.of(
        "/", List.of("/news", "/shop"),
        "/news", List.of("/", "/news/1", "/news/2"),
        "/news/1", List.of("/news"),
        "/news/2", List.of("/news", "/gone"),
        "/shop", List.of("/", "/shop/hats"),
        "/shop/hats", List.of("/shop"));

final Queue<String> pages = new Queue<>(); // without a limit: the workers both take and put
final Set<String> seen = new HashSet<>();
double nextRequest; // on the loop's clock

void main() {
  run(this::crawl);
}

void crawl() {
  discover("/");
  taskGroup(
      group -> {
        for (int i = 0; i < WORKERS; i++) {
          group.createTask(this::work);
        }
        pages.join(); // an empty queue is not the end yet: a worker may be finding links
        pages.shutdown();
      });
  IO.println("seen: " + new TreeSet<>(seen));
}

void discover(String page) {
  if (seen.add(page)) {
    pages.put(page);
  }
}

void work() {
  for (String page : pages) {
    try {
      awaitRequest();
      get(page).forEach(this::discover);
    } catch (FileNotFoundException e) {
      IO.println("broken link: " + page);
    } finally {
      pages.taskDone();
    }
  }
}

/** Needs no lock: nothing awaits between reading and writing the time of the next request. */
void awaitRequest() {
  double now = getRunningLoop().time();
  double turn = Math.max(now, nextRequest);
  nextRequest = turn + 1 / REQUESTS_PER_SECOND;
  sleep(seconds(turn - now));
}

/** Stands for a request that takes 0.8 seconds. */
List<String> get(String page) throws FileNotFoundException {
  IO.println("GET " + page);
  sleep(seconds(0.8));
  List<String> links = SITE.get(page);
  if (links == null) {
    throw new FileNotFoundException(page);
  }
  return links;
}
