package asyncio.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {

  private static final Instant MOMENT = Instant.parse("1994-11-06T08:49:37Z");

  @Test
  void daysHaveTwoDigits() {
    assertThat(HttpDate.format(MOMENT.plusMillis(999))).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
      })
  void allThreeFormatsAreRead(String text) {
    assertThat(HttpDate.parse(text)).isEqualTo(MOMENT);
  }

  @Test
  void whatIsNoDateIsNull() {
    assertThat(HttpDate.parse("yesterday")).isNull();
    assertThat(HttpDate.parse("")).isNull();
  }
}
