package asyncio.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON, strictly: objects as maps, arrays as lists, strings, and whole numbers as longs. */
public final class Json {

  private final String text;
  private int position;

  private Json(String text) {
    this.text = text;
  }

  /** The value of a text that holds nothing else. */
  public static Object parse(String text) {
    Json json = new Json(text);
    Object value = json.value();
    if (json.position != text.length()) {
      throw json.error("the end");
    }
    return value;
  }

  private Object value() {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    expect('{');
    while (peek() != '}') {
      if (!members.isEmpty()) {
        expect(',');
      }
      String key = string();
      expect(':');
      members.put(key, value());
    }
    expect('}');
    return members;
  }

  private List<Object> array() {
    List<Object> elements = new ArrayList<>();
    expect('[');
    while (peek() != ']') {
      if (!elements.isEmpty()) {
        expect(',');
      }
      elements.add(value());
    }
    expect(']');
    return elements;
  }

  private String string() {
    var string = new StringBuilder();
    expect('"');
    while (peek() != '"') {
      string.append(character());
    }
    expect('"');
    return string.toString();
  }

  private char character() {
    char c = next();
    if (c < ' ') {
      throw error("no control character");
    }
    if (c != '\\') {
      return c;
    }
    char escaped = next();
    if (escaped == 'u') {
      position += 4;
      return (char) Integer.parseInt(text.substring(position - 4, position), 16);
    }
    if (escaped != '"' && escaped != '\\') {
      throw error("an escaped quote or backslash");
    }
    return escaped;
  }

  private Long number() {
    int start = position;
    while (position < text.length() && Character.isDigit(text.charAt(position))) {
      position++;
    }
    return Long.valueOf(text.substring(start, position));
  }

  private char peek() {
    return text.charAt(position);
  }

  private char next() {
    return text.charAt(position++);
  }

  private void expect(char wanted) {
    if (next() != wanted) {
      throw error("'" + wanted + "'");
    }
  }

  private IllegalArgumentException error(String wanted) {
    return new IllegalArgumentException(wanted + " was expected at " + position + " of " + text);
  }
}
