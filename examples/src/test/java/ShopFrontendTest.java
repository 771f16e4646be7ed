import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.testing.FakeServer;
import asyncio.http.testing.TestClient;
import asyncio.http.testing.TestResponse;
import asyncio.task.Task;
import asyncio.testing.AsyncTest;
import asyncio.testing.network.SimulatedNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the demonstration of the example does not show. In the package of the example, which is
 * none.
 */
class ShopFrontendTest {

  private static final int PORT = 80;
  private static final int ATTEMPTS = 3;
  private static final String REVIEWS = json("{\"texts\": [\"good\"]}");

  private FakeServer catalogue;
  private FakeServer stock;
  private FakeServer reviews;
  private TestClient shop;

  @BeforeEach
  void openShop() throws Exception {
    SimulatedNetwork network = SimulatedNetwork.install();
    catalogue = network.host("catalogue").start(() -> FakeServer.start("catalogue", PORT)).await();
    stock = network.host("stock").start(() -> FakeServer.start("stock", PORT)).await();
    reviews = network.host("reviews").start(() -> FakeServer.start("reviews", PORT)).await();
    catalogue.otherwise(json("{\"id\": 7, \"name\": \"tea\"}"));
    stock.otherwise(json("{\"pieces\": 12}"));
    reviews.otherwise(REVIEWS);
    var frontend = new ShopFrontend("http://catalogue", "http://stock", "http://reviews");
    shop = TestClient.start(frontend.application());
  }

  @AfterEach
  void closeShop() {
    shop.close();
    catalogue.close();
    stock.close();
    reviews.close();
  }

  private static String json(String value) {
    return "HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: %d\n\n%s"
        .formatted(value.length(), value);
  }

  private static String status(int status) {
    return "HTTP/1.1 " + status + "\nContent-Length: 0\n\n";
  }

  @AsyncTest
  void whatTheCatalogueDoesNotKnowIsAskedOnceOnly() throws Exception {
    catalogue.answer(status(404));
    assertThat(shop.get("/pages/7").status()).isEqualTo(404);
    assertThat(catalogue.requests()).hasSize(1);
    assertThat(stock.requests()).isEmpty();
  }

  @AsyncTest
  void withoutTheCatalogueThereIsNoPage() throws Exception {
    catalogue.otherwise(status(500));
    TestResponse response = shop.get("/pages/7");
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.header("Retry-After")).isEqualTo("5");
    assertThat(catalogue.requests()).hasSize(ATTEMPTS);
  }

  @AsyncTest
  void oneFailureIsNotSeen() throws Exception {
    stock.answer(peer -> peer.abort());
    assertThat(shop.get("/pages/7").text()).contains("\"stock\":{\"pieces\":12}");
    assertThat(stock.requests()).hasSize(2);
  }

  @AsyncTest
  void aCustomerWhoLeavesDoesNotUseUpTheTrialOfABreaker() throws Exception {
    reviews.otherwise(status(500));
    shop.get("/pages/7");
    shop.get("/pages/7");
    int asked = reviews.requests().size();
    sleep(seconds(6)); // the breaker has opened, and would let one call through now

    reviews.otherwise(REVIEWS).answer(_ -> sleep(seconds(1)));
    Task<?> customer = createTask(() -> shop.get("/pages/7"));
    sleep(millis(100));
    customer.cancel();
    sleep(millis(1));
    assertThat(reviews.requests()).as("the trial").hasSize(asked + 1);

    assertThat(shop.get("/pages/7").text()).contains("\"reviews\":{\"texts\":[\"good\"]}");
  }
}
