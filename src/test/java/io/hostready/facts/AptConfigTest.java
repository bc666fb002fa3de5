package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.facts.AptConfig.Setting;
import io.hostready.host.FakeHost;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AptConfigTest {

  private static List<String> shown(String text) {
    return AptConfig.parse("x", text).stream()
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
            #include "/x"; // who knows
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
        AptConfig.parse("x", "A::B 1; a::b 2; L { \"x\"; k \"y\"; K \"z\"; m { n 1; }; }; Lx:: 3;");
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
            .folder("/etc/apt/apt.conf.d/50e");
    assertEquals(
        List.of("a", "b", "last"),
        AptConfig.read(host.host()).settings().known().orElseThrow().stream()
            .map(Setting::value)
            .toList());
  }

  @Test
  void aFileThatCannotBeReadLeavesAllUnknown() {
    assertEquals(
        new Fact.Unreadable<>("/etc/apt/apt.conf.d/20b", "Permission denied"),
        AptConfig.read(FakeHost.empty().denied("/etc/apt/apt.conf.d/20b").host()).settings());
    assertEquals(new Fact.Absent<>("/etc/apt"), AptConfig.read(FakeHost.empty().host()).settings());
  }
}
