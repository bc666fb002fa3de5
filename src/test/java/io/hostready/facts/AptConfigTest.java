package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hostready.facts.AptConfig.Setting;
import io.hostready.host.FakeHost;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AptConfigTest {

  private static List<Setting> settings(FakeHost host) {
    return AptConfig.read(host.host()).settings().toOptional().orElseThrow();
  }

  private static List<Setting> settings(String text) {
    return settings(FakeHost.with("/etc/apt/apt.conf", text));
  }

  private static Reading<List<Setting>> unreadable(String where, String why) {
    return new Unreadable<>(where, why);
  }

  private static List<String> shown(String text) {
    return settings(text).stream()
        .map(setting -> setting.name() + "=" + setting.value() + " " + setting.line())
        .toList();
  }

  @Test
  void scopesNestAndItemsHaveNoNameOfTheirOwn() {
    assertEquals(
        List.of("A::B::=1 3", "A::B::=two words 4", "A::C=3 6", "D::E=4 7", "F::=5 8"),
        shown(
            """
            A {
              B {
                "1";
                "two words";
              };
              C "3"; };
            D::E 4;
            F:: "5";
            """));
  }

  @Test
  void commentsAreNoSettings() {
    assertEquals(
        List.of("A=http://x/#y 6"),
        shown(
            """
            // A "1";
            # A "2";
            /* A "3";
            */
            #INCLUDE "/x"; // not in capitals
            A "http://x/#y"; # A "4";
            """));
  }

  @Test
  void whatIsClearedIsGoneWithAllBelow() {
    assertEquals(
        List.of("B::=2 1", "A::=3 3"),
        shown("A { \"1\"; }; B { \"2\"; };\n#clear A;\nA:: \"3\";\n"));
  }

  @Test
  void ofOneNameTheLastHoldsAndItemsAddUp() {
    List<Setting> settings =
        settings("A::B 1; a::b 2; L { \"x\"; k \"y\"; K \"z\"; m { n 1; }; }; Lx:: 3;");
    assertEquals(Optional.of("2"), AptConfig.last(settings, "A::B").map(Setting::value));
    assertEquals(
        List.of("x", "z"), AptConfig.items(settings, "L").stream().map(Setting::value).toList());
  }

  @Test
  void brokenTextsEndSomewhere() {
    assertEquals(List.of(), shown("} ; \"A"));
    assertEquals(List.of(), shown("A { /* "));
  }

  @Test
  void filesAreReadInOrderAndThoseWithOtherNamesPassedOver() {
    FakeHost host =
        FakeHost.with("/etc/apt/apt.conf", "A last;")
            .file("/etc/apt/apt.conf.d/20b", "A b;")
            .file("/etc/apt/apt.conf.d/10a.b.conf", "A a;")
            .file("/etc/apt/apt.conf.d/30c.ucf-old", "A c;")
            .file("/etc/apt/apt.conf.d/40d~", "A d;")
            .directory("/etc/apt/apt.conf.d/50e");
    assertEquals(
        List.of("a", "b", "last"),
        AptConfig.read(host.host()).settings().toOptional().orElseThrow().stream()
            .map(Setting::value)
            .toList());
  }

  @Test
  void includedFilesAndDirectoriesAreReadInPlace() {
    FakeHost host =
        FakeHost.with(
                "/etc/apt/apt.conf.d/10", "A 1;\n#include \"/x/one\"; #include \"/x/d/\"; A 9;")
            .file("/x/one", "A 2;\n#include /x/two;")
            .file("/x/two", "A 3; B 3;")
            .file("/x/d/20", "A 5;")
            .file("/x/d/10", "A 4;")
            .file("/x/d/30.old", "A 6;");
    assertEquals(
        List.of(
            "A=1 10:1", "A=2 one:1", "A=3 two:1", "B=3 two:1", "A=4 10:1", "A=5 20:1", "A=9 10:2"),
        settings(host).stream()
            .map(
                each ->
                    each.name()
                        + "="
                        + each.value()
                        + " "
                        + each.path().replaceFirst(".*/", "")
                        + ":"
                        + each.line())
            .toList());
  }

  @Test
  void whatAptRefusesToIncludeLeavesAllUnknown() {
    String missing = "it is included but missing; apt refuses to run";
    Map.of(
            "#include \"/none\";",
            unreadable("/none", missing),
            "#include \"/none/\";",
            unreadable("/none/", missing),
            "\n#include \"one\";",
            unreadable(
                "/etc/apt/apt.conf",
                "line 2 includes a file of the directory that apt is started in"),
            "S { #include \"/x\"; };",
            unreadable(
                "/etc/apt/apt.conf", "line 1 includes a file within a scope; apt refuses to run"),
            "#include \"/etc/apt/apt.conf\";",
            unreadable(
                "/etc/apt/apt.conf",
                "line 1 includes a file more than 10 files deep; apt refuses to run"))
        .forEach(
            (text, expected) ->
                assertEquals(
                    expected,
                    AptConfig.read(FakeHost.with("/etc/apt/apt.conf", text).host()).settings()));
  }

  @Test
  void filesThatIncludeEachOtherManyTimesAreGivenUp() {
    String twice = "#include \"/%s\"; #include \"/%s\";";
    FakeHost host = FakeHost.with("/etc/apt/apt.conf", twice.formatted("1", "1"));
    for (int i = 1; i < 10; i++) {
      host.file("/" + i, twice.formatted(i + 1, i + 1));
    }
    host.file("/10", "A 1;");
    assertInstanceOf(Unreadable.class, AptConfig.read(host.host()).settings());
  }

  @Test
  void anotherPlaceOfTheSecondFileLeavesAllUnknown() {
    assertEquals(
        unreadable(
            "/etc/apt/apt.conf.d/1", "line 2 sets dir::etc::Main, which moves /etc/apt/apt.conf"),
        AptConfig.read(FakeHost.with("/etc/apt/apt.conf.d/1", "\ndir::etc::Main \"/x\";").host())
            .settings());
  }

  @Test
  void aFileThatCannotBeReadLeavesAllUnknown() {
    assertEquals(
        new Unreadable<>("/etc/apt/apt.conf.d/20b", "Permission denied"),
        AptConfig.read(FakeHost.empty().denied("/etc/apt/apt.conf.d/20b").host()).settings());
    assertEquals(new Absent<>("/etc/apt"), AptConfig.read(FakeHost.empty().host()).settings());
  }
}
