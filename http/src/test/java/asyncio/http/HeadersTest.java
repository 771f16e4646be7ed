package asyncio.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

  private static final Headers HEADERS = Headers.of("Accept", "a", "Host", "x", "accept", "b, C");

  @Test
  void aNameIsFoundInWhateverCase() {
    assertThat(HEADERS.get("ACCEPT")).isEqualTo("a");
    assertThat(HEADERS.all("Accept")).containsExactly("a", "b, C");
    assertThat(HEADERS.contains("hOST")).isTrue();
    assertThat(HEADERS.get("absent")).isNull();
    assertThat(HEADERS.getOrDefault("absent", "z")).isEqualTo("z");
  }

  @Test
  void elementsOfListsAreFound() {
    assertThat(HEADERS.hasToken("accept", "c")).isTrue();
    assertThat(HEADERS.hasToken("accept", "b, c")).isFalse();
    assertThat(HEADERS.hasToken("absent", "c")).isFalse();
  }

  @Test
  void changesMakeCopies() {
    assertThat(HEADERS.with("accept", "z")).isEqualTo(Headers.of("Host", "x", "accept", "z"));
    assertThat(HEADERS.without("Accept")).isEqualTo(Headers.of("Host", "x"));
    assertThat(HEADERS.plus("Host", "y").all("host")).containsExactly("x", "y");
    assertThat(HEADERS.overriddenBy(Headers.of("HOST", "y")).all("host")).containsExactly("y");
    assertThat(HEADERS.size()).isEqualTo(3);
  }

  @Test
  void linesKeepTheirOrder() {
    assertThat(HEADERS).extracting(Header::name).containsExactly("Accept", "Host", "accept");
    assertThat(HEADERS.lines()).isUnmodifiable();
  }

  @Test
  void secretsAreNotPrinted() {
    assertThat(Headers.of("Authorization", "Basic abc", "A", "b").toString())
        .isEqualTo("[Authorization: ***, A: b]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "ä", "a\r\nb", "a\u0000", "(a)"})
  void aNameMustBeAToken(String name) {
    assertThatThrownBy(() -> new Header(name, "v"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("letters, digits and");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nInjected: b", "a\nb", "a\u0000b", "\u20ac", "a\u007fb"})
  void aValueMustNotEndTheLine(String value) {
    assertThatThrownBy(() -> new Header("Name", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the value of header Name must not have control characters");
  }

  @Test
  void eachNameNeedsAValue() {
    assertThatThrownBy(() -> Headers.of("Accept", "a", "Host"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("each name needs a value");
  }

  @Test
  void valuesLoseTheSpaceAroundThem() {
    assertThat(new Header("A", "  b\t").value()).isEqualTo("b");
    assertThat(Headers.of(List.of())).isSameAs(Headers.NONE);
  }
}
