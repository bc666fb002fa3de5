package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hostready.host.CommandOutcome.Ended;
import io.hostready.host.CommandOutcome.NotFound;
import io.hostready.host.CommandOutcome.NotRun;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingTest {

  private static final String FILE = "/proc/x";

  private final Reading<String> present = new Present<>("1", FILE);
  private final Reading<String> absent = new Absent<>(FILE);
  private final Reading<String> unreadable = new Unreadable<>(FILE, "Permission denied");

  @Test
  void mapKeepsTheSource() {
    assertEquals(new Present<>(1, FILE), present.map(Integer::valueOf));
    assertEquals(absent, absent.map(Integer::valueOf));
    assertEquals(unreadable, unreadable.map(Integer::valueOf));
  }

  @Test
  void flatMapGivesTheReadingThatWasMade() {
    Reading<Integer> other = new Absent<>("/etc/y");
    assertEquals(other, present.flatMap(_ -> other));
    assertEquals(absent, absent.flatMap(_ -> other));
    assertEquals(unreadable, unreadable.flatMap(_ -> other));
  }

  @Test
  void malformedTextIsUnreadable() {
    Reading<String> malformed = new Present<>("one", FILE);
    assertEquals(new Present<>(1, FILE), present.parse(Integer::valueOf));
    assertEquals(
        new Unreadable<>(FILE, "not as expected: For input string: \"one\""),
        malformed.parse(Integer::valueOf));
    assertEquals(absent, absent.parse(Integer::valueOf));
    assertEquals(unreadable, unreadable.parse(Integer::valueOf));
  }

  @Test
  void anExceptionTellsTheWholeReason() {
    assertEquals(new Present<>(1, FILE), present.tryMap(Integer::valueOf));
    assertEquals(
        new Unreadable<>(FILE, "For input string: \"one\""),
        new Present<>("one", FILE).tryMap(Integer::valueOf));
  }

  @Test
  void whatIsNotFoundIsAbsentFromTheSource() {
    assertEquals(new Present<>(1, FILE), present.find(_ -> Optional.of(1)));
    assertEquals(new Absent<>(FILE), present.find(_ -> Optional.empty()));
    assertEquals(absent, absent.find(_ -> Optional.of(1)));
    assertEquals(unreadable, unreadable.find(_ -> Optional.of(1)));
  }

  @Test
  void outputIsThatOfACommandThatEndsWithZero() {
    assertEquals(new Present<>("x\n", "c -x"), new Ended(0, "x\n", "warning").output("c -x"));
    assertEquals(
        new Unreadable<>("c -x", "it failed"),
        new Ended(1, "x", "\n it failed\nhere").output("c -x"));
    assertEquals(
        new Unreadable<>("c -x", "it ended with exit code 2"),
        new Ended(2, "x", "").output("c -x"));
    assertEquals(new Absent<>("c"), new NotFound("c").output("c -x"));
    assertEquals(new Unreadable<>("c -x", "given up"), new NotRun("given up").output("c -x"));
  }

  @Test
  void onlyThePresentHasAValue() {
    assertEquals(Optional.of("1"), present.toOptional());
    assertEquals(Optional.empty(), absent.toOptional());
    assertEquals(Optional.empty(), unreadable.toOptional());
    assertEquals("1", present.orElse("2"));
    assertEquals("2", absent.orElse("2"));
    assertEquals("2", unreadable.orElse("2"));
  }

  @Test
  void onlyTheAbsentIsReplaced() {
    Reading<String> other = new Present<>("2", "/etc/y");
    assertEquals(present, present.or(() -> other));
    assertEquals(other, absent.or(() -> other));
    assertEquals(unreadable, unreadable.or(() -> other));
  }

  @Test
  void whatEveryLinuxHasIsNotAbsentButUnreadable() {
    assertEquals(present, present.absentIsUnreadable());
    assertEquals(
        new Unreadable<>(FILE, "no such file, though every running Linux has it"),
        absent.absentIsUnreadable());
    assertEquals(unreadable, unreadable.absentIsUnreadable());
  }

  @Test
  void readingOfALinkHasThePlaceOfTheLink() {
    assertEquals(new Present<>("1", "/link"), present.at("/link"));
    assertEquals(new Absent<>("/link"), absent.at("/link"));
    assertEquals(new Unreadable<>("/link", "Permission denied"), unreadable.at("/link"));
    assertEquals(
        List.of(FILE, FILE, FILE), List.of(present.place(), absent.place(), unreadable.place()));
  }

  @Test
  void anEmptyListOfWhatEveryLinuxHasIsRefused() {
    assertEquals(List.of(1), Reading.requireNonEmpty(List.of(1)));
    assertThrows(IllegalArgumentException.class, () -> Reading.requireNonEmpty(List.of()));
  }
}
