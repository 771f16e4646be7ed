package asyncio.http;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON by Jackson: records, maps, lists, numbers, texts. Any thread. */
public final class Json {

  /** The kind of a body in JSON. */
  public static final String CONTENT_TYPE = "application/json";

  /** With Jackson's own settings; but what has no properties at all is refused, and not "{}". */
  public static final Json DEFAULT = new Json(() -> Default.MAPPER);

  /** Is not made before it is needed: that takes long. */
  private static final class Default {
    static final ObjectMapper MAPPER =
        JsonMapper.builder().enable(SerializationFeature.FAIL_ON_EMPTY_BEANS).build();
  }

  private final Supplier<? extends ObjectMapper> mapper;

  /** With settings of your own. */
  public Json(ObjectMapper mapper) {
    this(() -> mapper);
    Objects.requireNonNull(mapper, "mapper");
  }

  private Json(Supplier<? extends ObjectMapper> mapper) {
    this.mapper = mapper;
  }

  /**
   * A value as JSON in UTF-8.
   *
   * @throws IllegalArgumentException if Jackson cannot write it
   */
  public byte[] write(@Nullable Object value) {
    try {
      return mapper.get().writeValueAsBytes(value);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("this is nothing for JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * A value of a type.
   *
   * @throws JsonException if this is not JSON, or does not fit the type
   */
  public <T> T read(byte[] json, Class<T> type) throws JsonException {
    try {
      return mapper.get().readValue(json, type);
    } catch (JacksonException e) {
      throw new JsonException(type.getSimpleName(), e);
    }
  }

  /**
   * A value of a type with parameters: {@code new TypeReference<List<Product>>() {}}.
   *
   * @throws JsonException if this is not JSON, or does not fit the type
   */
  public <T> T read(byte[] json, TypeReference<T> type) throws JsonException {
    try {
      return mapper.get().readValue(json, type);
    } catch (JacksonException e) {
      throw new JsonException(type.getType().getTypeName(), e);
    }
  }
}
