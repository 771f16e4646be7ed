package asyncio.http;

import static asyncio.Asyncio.run;

import asyncio.http.client.ClientSession;
import asyncio.http.server.HttpServer;
import asyncio.http.web.Application;
import java.lang.invoke.MethodHandles;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpParser;

/** A program that counts the classes that the first use of JSON, media types and a parser loads. */
final class FirstUse {

  record Product(String name, int price) {}

  private static final ClassLoadingMXBean CLASSES = ManagementFactory.getClassLoadingMXBean();

  private FirstUse() {}

  /** Prints the number; the argument says what the program has made before: client, or server. */
  public static void main(String[] arguments) {
    run(
        () -> {
          if (arguments[0].equals("client")) {
            new ClientSession().close();
          } else {
            HttpServer.start(new Application(), "localhost", 0).close();
          }
          awaitPreloading();
          long before = CLASSES.getTotalLoadedClassCount();
          Json.DEFAULT.read(Json.DEFAULT.write(new Product("tea", 3)), Product.class);
          MediaTypes.charset("text/plain; charset=utf-8", StandardCharsets.UTF_8);
          MediaTypes.ofFile(Path.of("a.txt"));
          MethodHandles.lookup().ensureInitialized(HttpParser.class);
          System.out.println(CLASSES.getTotalLoadedClassCount() - before);
        });
  }

  private static void awaitPreloading() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("asyncio-http-preloading")) {
        thread.join();
      }
    }
  }
}
