package io.hostready.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/hostready: builds when it must, and starts the program. */
class LauncherTest {

  @TempDir Path scratch;
  private StandInProject project;
  private Path jdk;

  @BeforeEach
  void aProjectWithASpaceAndAQuoteInItsPath() throws IOException {
    project =
        new StandInProject(scratch.resolve("ops' tools/host ready"), scratch.resolve("machine"));
    jdk = project.installJdk("jdk-25", "25.0.3");
    project.installMaven(":");
  }

  private ProgramRun start(String... arguments) throws IOException, InterruptedException {
    String[] argv = new String[arguments.length + 1];
    argv[0] = project.launcher().toString();
    System.arraycopy(arguments, 0, argv, 1, arguments.length);
    return project.run(scratch, argv);
  }

  private void assertStarted(ProgramRun ran) {
    ran.exits(3);
    assertTrue(
        ran.out().contains("<-Dhostready.rules=" + project.file("rules") + ">\n"), ran.out());
  }

  @Test
  void argumentsAndExitCodeAreTheProgramsOwn() throws Exception {
    ProgramRun ran = start("check", "two words", "", "*").exits(3);
    assertTrue(
        ran.out().endsWith("<io.hostready.cli.Hostready>\n<check>\n<two words>\n<>\n<*>\n"),
        ran.out());
  }

  @Test
  void onlyTheProgramWritesToStandardOutput() throws Exception {
    project.installMaven("echo from Maven; echo more from Maven >&2");
    ProgramRun ran = start("check").exits(3);
    assertTrue(ran.out().startsWith("<-XX:"), ran.out());
    assertEquals("hostready: building (log: target/run/build.log)\n", ran.err());
  }

  @Test
  void secondStartBuildsNothingAndSaysNothing() throws Exception {
    start("check").exits(3);
    ProgramRun second = start("check").exits(3);
    assertEquals(List.of(jdk.toString()), project.mavenStarts());
    assertEquals("", second.err());
  }

  @Test
  void theProjectIsFoundThroughALinkOnThePathAndFromItsOwnDirectory() throws Exception {
    Path link = Files.createSymbolicLink(scratch.resolve("machine/bin/hr"), project.launcher());
    assertStarted(project.run(Path.of("/"), link.toString()));
    assertStarted(project.run(scratch, "sh", "-c", "hr"));
    assertStarted(project.run(project.file("."), "scripts/hostready"));
    assertStarted(project.run(project.file("scripts"), "./hostready"));
    assertStarted(project.run(project.file("scripts"), "sh", "hostready"));
    assertStarted(project.run(project.file("src"), "../scripts/hostready"));
    assertEquals(1, project.mavenStarts().size());
  }

  @Test
  void aChangedSourceIsBuiltAgain() throws Exception {
    start().exits(3);
    StandInProject.write(project.file("src/main/java/Program.java"), "final class Other {}\n");
    start().exits(3);
    start().exits(3);
    assertEquals(2, project.mavenStarts().size());
  }

  @Test
  void aSourceThatComesWithAnOldDateIsBuiltAgain() throws Exception {
    start().exits(3);
    Path old = scratch.resolve("Old.java");
    StandInProject.write(old, "final class Old {}\n");
    Files.setLastModifiedTime(old, FileTime.fromMillis(0));
    Files.move(
        old,
        project.file("src/main/java/Program.java"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    start().exits(3);
    assertEquals(2, project.mavenStarts().size());
  }

  @Test
  void aSourceThatIsGoneIsBuiltAgain() throws Exception {
    StandInProject.write(project.file("src/main/java/More.java"), "final class More {}\n");
    start().exits(3);
    Files.delete(project.file("src/main/java/More.java"));
    start().exits(3);
    assertEquals(2, project.mavenStarts().size());
  }

  @Test
  void aChangedRuleNeedsNoBuild() throws Exception {
    start().exits(3);
    StandInProject.write(project.file("rules/kernel/new-one.yaml"), "id: new-one\n");
    start().exits(3);
    assertEquals(1, project.mavenStarts().size());
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    project.installMaven("sleep 1");
    StandInProject.Started one = project.start(scratch, project.launcher().toString());
    StandInProject.Started two = project.start(scratch, project.launcher().toString());
    assertStarted(project.finish(one));
    assertStarted(project.finish(two));
    assertEquals(1, project.mavenStarts().size());
  }

  @Test
  void aFailedBuildIsShownAndTriedAgain() throws Exception {
    project.installMaven("echo '[ERROR] Program.java:[1,1] broken'; exit 1");
    for (int attempt = 1; attempt <= 2; attempt++) {
      ProgramRun ran = start("check").exits(2);
      assertEquals("", ran.out());
      assertTrue(ran.err().contains("Program.java:[1,1] broken"), ran.err());
      assertTrue(ran.err().contains("target/run/build.log"), ran.err());
    }
    assertEquals(2, project.mavenStarts().size());
    project.installMaven(":");
    assertStarted(start("check"));
  }

  @Test
  void aBuildWithoutNetworkSaysSo() throws Exception {
    project.installMaven("echo '[ERROR] Could not transfer artifact x: Unknown host repo'; exit 1");
    ProgramRun ran = start("check").exits(2);
    assertTrue(ran.err().contains("Maven could not download"), ran.err());
    assertTrue(ran.err().contains("settings.xml"), ran.err());
  }

  @Test
  void anOldJavaHomeIsPassedOverForTheJdkThatFits() throws Exception {
    project.set("JAVA_HOME", project.installJdk("a-17", "17.0.21").toString());
    start().exits(3);
    assertEquals(List.of(jdk.toString()), project.mavenStarts());
  }

  @Test
  void javaHomeGoesFirstAndAnotherOneIsLookedAtAnew() throws Exception {
    start().exits(3);
    Path other = project.installJdk("jdk-26", "26");
    project.set("JAVA_HOME", other.toString());
    start().exits(3);
    assertEquals(List.of(jdk.toString(), other.toString()), project.mavenStarts());
  }

  @Test
  void theJdkInUseIsNotBuiltForAgainWhenJavaHomeNamesItOrNothing() throws Exception {
    String old = project.installJdk("a-17", "17.0.21").toString();
    for (String home : List.of("", jdk.toString(), "", old, old, "")) {
      project.set("JAVA_HOME", home);
      start().exits(3);
    }
    assertEquals(List.of(jdk.toString(), jdk.toString()), project.mavenStarts());
  }

  @Test
  void aJdkWithoutCompilerIsNoJdk() throws Exception {
    Files.delete(jdk.resolve("bin/javac"));
    start().exits(2);
  }

  @Test
  void aMissingJdkIsNamedWithTheCommandThatGetsIt() throws Exception {
    Files.delete(jdk.resolve("release"));
    ProgramRun ran = start("check").exits(2);
    assertEquals("", ran.out());
    assertEquals(
        "hostready: there is no JDK 25 or newer in JAVA_HOME (not set), "
            + scratch.resolve("machine/jvm")
            + " or on PATH, and none was installed: HOSTREADY_INSTALL is \"no\"."
            + " Run 'sudo apt-get update && sudo apt-get install openjdk-25-jdk-headless', or set"
            + " JAVA_HOME to a JDK 25.\n",
        ran.err());
    assertEquals(List.of(), project.mavenStarts());
  }

  @Test
  void aMissingMavenIsNamedWithTheCommandThatGetsIt() throws Exception {
    Files.delete(scratch.resolve("machine/bin/mvn"));
    ProgramRun ran = start("check").exits(2);
    assertEquals("", ran.out());
    assertTrue(ran.err().contains("no mvn on PATH"), ran.err());
    assertTrue(ran.err().contains("sudo apt-get install maven"), ran.err());
  }

  @Test
  void aProgramThatStillRunsKeepsItsJars() throws Exception {
    ProgramRun first = start().exits(3);
    StandInProject.write(project.file("src/main/java/Program.java"), "final class Other {}\n");
    ProgramRun second = start().exits(3);
    Path before = jarOf(first);
    assertTrue(Files.exists(before), before.toString());
    assertEquals("final class Program {}\n", Files.readString(before));
    assertEquals("final class Other {}\n", Files.readString(jarOf(second)));
  }

  @Test
  void javaHasNoClassesOptionsAndLibrariesOfTheCaller() throws Exception {
    List<String> callers =
        List.of(
            "CLASSPATH",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "JDK_AOT_VM_OPTIONS",
            "LD_LIBRARY_PATH");
    callers.forEach(name -> project.set(name, "/tmp/evil"));
    ProgramRun ran =
        project.run(scratch, "sh", "-c", "umask 002; exec \"$0\"", project.launcher() + "");
    assertStarted(ran);
    List<String> environment = StandInProject.environmentOf(jdk);
    assertTrue(environment.contains("umask=0022"), environment::toString);
    assertTrue(
        environment.stream().noneMatch(line -> line.contains("/tmp/evil")), environment::toString);
    project.run(scratch, "sh", "-c", "umask 077; exec \"$0\"", project.launcher() + "");
    assertTrue(StandInProject.environmentOf(jdk).contains("umask=0077"));
  }

  @Test
  void javaOptionsAreTheCallersOwnAndNotSomebodyElsesBelowSudo() throws Exception {
    project.set("HOSTREADY_JAVA_OPTIONS", "-Xmx99m");
    assertTrue(start("check").exits(3).out().contains("<-Xmx99m>\n"));
    for (String variable : List.of("SUDO_UID", "DOAS_USER", "PKEXEC_UID")) {
      project.set(variable, "1000");
      ProgramRun ran = start("check").exits(3);
      assertTrue(!ran.out().contains("-Xmx99m"), ran.out());
      project.set(variable, "");
    }
  }

  private static Path jarOf(ProgramRun ran) {
    String word =
        ran.out().lines().filter(line -> line.endsWith("library.jar>")).findFirst().orElseThrow();
    return Path.of(word.substring(1).split(":", 2)[0]);
  }
}
