package asyncio.flow;

import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;

import asyncio.support.NoLeaks;
import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** What is iterated over becomes a publisher that keeps the rules of reactive streams. */
@ExtendWith(NoLeaks.class)
class PublisherTckTest {

  private final BackgroundLoop background = new BackgroundLoop();

  @AfterEach
  void closeLoop() throws InterruptedException {
    background.close();
  }

  @TestFactory
  Stream<DynamicTest> aPublisherOfWhatNeverSuspends() {
    return TckTests.of(Plain::new);
  }

  @TestFactory
  Stream<DynamicTest> aPublisherOfWhatSuspendsAtEachStep() {
    return TckTests.of(Suspending::new);
  }

  private abstract class Verification extends FlowPublisherVerification<Long> {

    Verification() {
      super(TckTests.environment());
    }

    abstract Iterator<Long> items(long count);

    @Override
    public Flow.Publisher<Long> createFlowPublisher(long elements) {
      return IterablePublisher.of(() -> items(elements), background.loop());
    }

    @Override
    public Flow.Publisher<Long> createFailedFlowPublisher() {
      return IterablePublisher.perSubscriber(
          () -> {
            throw new IllegalStateException("nothing to iterate over");
          },
          background.loop());
    }
  }

  private final class Plain extends Verification {

    @Override
    Iterator<Long> items(long count) {
      return LongStream.range(0, count).iterator();
    }
  }

  private final class Suspending extends Verification {

    @Override
    Iterator<Long> items(long count) {
      return LongStream.range(0, count).peek(_ -> sleep(ZERO)).boxed().iterator();
    }
  }
}
