package asyncio.http;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages are layers: client, server and web applications do not know each other. */
@EnabledIfSystemProperty(named = "asyncio.engine", matches = "fast") // once is enough
class LayeringTest {

  private static final Map<String, List<String>> LAYERS = new LinkedHashMap<>();

  static {
    layer("asyncio.http");
    layer("asyncio.http.wire", "asyncio.http");
    layer("asyncio.http.websocket", "asyncio.http", "asyncio.http.wire");
    layer("asyncio.http.gateway", "asyncio.http", "asyncio.http.websocket");
    layer("asyncio.http.client", "asyncio.http", "asyncio.http.wire", "asyncio.http.websocket");
    layer(
        "asyncio.http.server",
        "asyncio.http",
        "asyncio.http.wire",
        "asyncio.http.websocket",
        "asyncio.http.gateway");
    layer("asyncio.http.web", "asyncio.http", "asyncio.http.websocket", "asyncio.http.gateway");
    layer(
        "asyncio.http.testing",
        "asyncio.http",
        "asyncio.http.wire",
        "asyncio.http.websocket",
        "asyncio.http.gateway");
  }

  private static void layer(String name, String... below) {
    LAYERS.put(name, List.of(below));
  }

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(Headers.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void everyPackageIsALayer() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .isSubsetOf(LAYERS.keySet());
  }

  static Stream<String> layers() {
    return CLASSES.stream().map(JavaClass::getPackageName).distinct();
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aLayerKnowsOnlyThoseBelow(String layer) {
    String[] known =
        Stream.concat(Stream.of(layer), LAYERS.get(layer).stream()).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(layer)
        .should()
        .dependOnClassesThat(
            resideInAPackage("asyncio.http..")
                .and(DescribedPredicate.not(resideInAnyPackage(known))))
        .check(CLASSES);
  }
}
