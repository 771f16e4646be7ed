package asyncio;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.support.FastEngineOnly;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages are the layers, and the lower ones keep the discipline of the carrier. */
@FastEngineOnly // once is enough
class LayeringTest {

  /** Each package with those of ours that it may know. */
  private static final Map<String, List<String>> LAYERS =
      Map.ofEntries(
          layer("asyncio.engine"),
          layer("asyncio.spi"),
          layer("asyncio.context", "asyncio.engine"),
          layer("asyncio.loop", "asyncio.engine", "asyncio.spi"),
          layer("asyncio.thread"),
          layer("asyncio.failure"),
          layer("asyncio.worker"),
          layer(
              "asyncio.task",
              "asyncio.engine",
              "asyncio.spi",
              "asyncio.context",
              "asyncio.loop",
              "asyncio.thread",
              "asyncio.failure"),
          layer("asyncio.sync", "asyncio.task"),
          layer("asyncio.queue", "asyncio.task"),
          layer("asyncio.iteration", "asyncio.engine", "asyncio.task", "asyncio.failure"),
          layer("asyncio.flow", "asyncio.task", "asyncio.iteration"),
          layer("asyncio.resource", "asyncio.task", "asyncio.iteration"),
          layer("asyncio.leak", "asyncio.task"),
          layer("asyncio.transfer", "asyncio.task"),
          layer("asyncio.net", "asyncio.context", "asyncio.task", "asyncio.transfer"),
          layer("asyncio.outbound", "asyncio.task", "asyncio.transfer", "asyncio.net"),
          layer("asyncio.tls", "asyncio.task", "asyncio.net"),
          layer(
              "asyncio.stream",
              "asyncio.task",
              "asyncio.sync",
              "asyncio.leak",
              "asyncio.transfer",
              "asyncio.net",
              "asyncio.outbound",
              "asyncio.tls"),
          layer(
              "asyncio.pool",
              "asyncio.context",
              "asyncio.task",
              "asyncio.iteration",
              "asyncio.thread",
              "asyncio.worker"),
          layer("asyncio.shared", "asyncio.task"),
          layer(
              "asyncio.transport",
              "asyncio.task",
              "asyncio.leak",
              "asyncio.transfer",
              "asyncio.net",
              "asyncio.outbound",
              "asyncio.tls"),
          layer(
              "asyncio.process",
              "asyncio.task",
              "asyncio.leak",
              "asyncio.net",
              "asyncio.stream",
              "asyncio.transport"),
          layer(
              "asyncio",
              "asyncio.context",
              "asyncio.task",
              "asyncio.iteration",
              "asyncio.resource",
              "asyncio.net",
              "asyncio.tls",
              "asyncio.stream",
              "asyncio.transport",
              "asyncio.process"));

  private static Map.Entry<String, List<String>> layer(String name, String... known) {
    return Map.entry(name, List.of(known));
  }

  /** Packages whose code runs on the loop's bare thread. */
  private static final String[] CARRIER = {"asyncio.engine", "asyncio.spi", "asyncio.loop"};

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(Asyncio.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void everyPackageIsALayer() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .containsExactlyInAnyOrderElementsOf(LAYERS.keySet());
  }

  static Stream<String> layers() {
    return LAYERS.keySet().stream();
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
            resideInAPackage("asyncio..").and(DescribedPredicate.not(resideInAnyPackage(known))))
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void nobodyNeedsMoreThanTheJdk(String layer) {
    noClasses()
        .that()
        .resideInAPackage(layer)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.not(
                resideInAnyPackage("java..", "javax..", "asyncio..", "org.jspecify.annotations")))
        .check(CLASSES);
  }

  /**
   * A lock that a coroutine holds can be freed only by this very thread, so it must not wait for
   * one; see CONTRIBUTING.md. The one executor is for what is left after a loop's end, the one log
   * line is written before the first loop starts.
   */
  @Test
  void theCarrierTakesNoLock() {
    noClasses()
        .that(resideInAnyPackage(CARRIER).and(DescribedPredicate.not(name("asyncio.loop.Orphans"))))
        .should()
        .dependOnClassesThat(
            assignableTo(Lock.class)
                .or(assignableTo(BlockingQueue.class))
                .or(assignableTo(ExecutorService.class))
                .or(assignableTo(ConcurrentHashMap.class)))
        .check(CLASSES);
    noMethods()
        .that()
        .areDeclaredInClassesThat(resideInAnyPackage(CARRIER))
        .should()
        .haveModifier(JavaModifier.SYNCHRONIZED)
        .check(CLASSES);
    assertThat(carrierClasses().filter(LayeringTest::entersMonitor)).isEmpty();
  }

  @Test
  void theCarrierDoesNotLog() {
    noClasses()
        .that(
            resideInAnyPackage(CARRIER).and(DescribedPredicate.not(name("asyncio.engine.Engines"))))
        .should()
        .dependOnClassesThat(
            assignableTo(System.Logger.class).or(resideInAPackage("java.util.logging")))
        .check(CLASSES);
  }

  /** Loop state belongs to the loop, which may move from thread to thread between runs. */
  @Test
  void theCarrierHasNoThreadLocals() {
    noClasses()
        .that(resideInAnyPackage(CARRIER))
        .should()
        .dependOnClassesThat(assignableTo(ThreadLocal.class))
        .check(CLASSES);
  }

  private static Stream<JavaClass> carrierClasses() {
    return CLASSES.stream().filter(resideInAnyPackage(CARRIER));
  }

  /** Synchronized blocks, which are instructions and no dependency. */
  private static boolean entersMonitor(JavaClass type) {
    ClassModel model = ClassFile.of().parse(bytesOf(type));
    return model.methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.elementStream())
        .anyMatch(
            element ->
                element instanceof Instruction instruction
                    && instruction.opcode() == Opcode.MONITORENTER);
  }

  private static byte[] bytesOf(JavaClass type) {
    try (InputStream stream = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
