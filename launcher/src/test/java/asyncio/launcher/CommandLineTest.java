package asyncio.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import asyncio.launcher.Installation.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script makes of its options, and what it says before any Java runs. */
class CommandLineTest {

  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(folder);
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private void refused(String message, String... arguments) throws Exception {
    assertThat(installation.run(arguments)).isEqualTo(new Ended(2, "", message));
  }

  @Test
  void versionIsPrinted() throws Exception {
    assertThat(installation.run("--version"))
        .isEqualTo(
            new Ended(
                0,
                "asyncio "
                    + Installation.version()
                    + " (Java "
                    + System.getProperty("java.version")
                    + ")",
                ""));
  }

  @Test
  void helpListsEveryOption() throws Exception {
    Ended ended = installation.run("--help");
    assertThat(ended.status()).isZero();
    assertThat(ended.out())
        .startsWith("usage: ./asyncio [options] PROGRAM.java [arguments]")
        .contains("-X dev", "--engine fast|portable", "--version", "--help", "--  ");
  }

  @Test
  void unknownOptionsAreRefused() throws Exception {
    String help = "; ./asyncio --help tells the options";
    refused("asyncio: unknown option --fast" + help, "--fast", "Program.java");
    refused("asyncio: unknown option -X fast, there is only -X dev" + help, "-X", "fast", "P.java");
    refused("asyncio: the engine must be fast or portable, not slow" + help, "--engine", "slow");
    refused("asyncio: option --engine needs a value" + help, "--engine");
    refused("asyncio: no program given: ./asyncio PROGRAM.java" + help);
  }

  @Test
  void programThatCannotBeReadIsRefused() throws Exception {
    Files.createDirectory(folder.resolve("Folder.java"));
    refused("asyncio: there is no file Missing.java", "Missing.java");
    refused("asyncio: there is no file -X.java", "--", "-X.java");
    refused("asyncio: Folder.java cannot be read, or is no file", "Folder.java");
    refused(
        "asyncio: README.md is no Java source file: its name does not end in .java;"
            + " ./asyncio --help tells the options",
        "README.md");
  }

  @Test
  void olderJdkIsPassedOver() throws Exception {
    standInJdk("17.0.9", "older");
    standInJdk("25.0.1", "newer");
    installation.installLibrary();
    installation.write("P.java", "");
    installation.setEnvironment("JAVA_HOME", folder.resolve("older").toString());
    installation.setEnvironment("JAVA25_HOME", folder.resolve("newer").toString());
    assertThat(installation.run("P.java").out()).startsWith("java of newer\n");

    installation.setEnvironment("JAVA25_HOME", null);
    installation.setEnvironment("PATH", folder.resolve("newer/bin") + ":" + System.getenv("PATH"));
    assertThat(installation.run("P.java").out()).startsWith("java of newer\n");
  }

  @Test
  void optionsBecomePropertiesAndArgumentsStayAsTheyAre() throws Exception {
    standInJdk("25.0.1", "jdk");
    installation.installLibrary();
    installation.setEnvironment("JAVA_HOME", folder.resolve("jdk").toString());
    Path program = installation.write("my programs/P.java", "");
    Ended ended =
        installation.run(
            "--engine", "portable", "-X", "dev", "--", program.toString(), "a  b", "-X", "", "*");
    assertThat(ended.out())
        .contains("\n-Dasyncio.engine=portable\n", "\n-Dasyncio.debug=true\n")
        .endsWith(".jar\n" + program + "\na  b\n-X\n\n*");
  }

  @Test
  void fileNamesCanBeReadWithoutLocale() throws Exception {
    standInJdk("25.0.1", "jdk");
    installation.installLibrary();
    installation.write("P.java", "");
    installation.setEnvironment("JAVA_HOME", folder.resolve("jdk").toString());
    for (String variable : new String[] {"LANG", "LC_ALL", "LC_CTYPE"}) {
      installation.setEnvironment(variable, null);
    }
    assertThat(installation.run("P.java").out()).contains("LC_CTYPE=C.UTF-8");
    installation.setEnvironment("LANG", "de_DE.UTF-8");
    assertThat(installation.run("P.java").out()).contains("LC_CTYPE=\n");
  }

  /** A JDK whose java prints who it is and how it was called. */
  private void standInJdk(String version, String name) throws IOException {
    installation.write(name + "/release", "JAVA_VERSION=\"" + version + "\"\n");
    installation.script(name + "/bin/javac", "exit 1");
    installation.script(
        name + "/bin/java",
        "echo java of " + name + "\necho \"LC_CTYPE=$LC_CTYPE\"\nprintf '%s\\n' \"$@\"");
  }
}
