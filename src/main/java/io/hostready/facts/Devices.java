package io.hostready.facts;

import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.text.Columns;
import java.util.ArrayList;
import java.util.List;

/** Drivers that registered a major number, in file order. Source: proc_devices(5). */
public record Devices(Reading<List<Device>> listing) {

  private static final String PATH = "/proc/devices";

  /** One driver: "block" or "character", its major number, its name, and its line from 1. */
  public record Device(String deviceClass, int major, String name, int line) {}

  public static Devices read(Host host) {
    return new Devices(
        host.text(PATH).parse(text -> Reading.requireNonEmpty(parse(text))).absentIsUnreadable());
  }

  /**
   * Parses the file's two sections.
   *
   * @throws IllegalArgumentException if a line is neither a heading nor a driver
   */
  public static List<Device> parse(String text) {
    List<Device> devices = new ArrayList<>();
    String section = "";
    int number = 0;
    for (String line : Columns.lines(text)) {
      number++;
      String trimmed = line.strip();
      if (trimmed.equals("Character devices:")) {
        section = "character";
      } else if (trimmed.equals("Block devices:")) {
        section = "block";
      } else if (!trimmed.isEmpty()) {
        String[] words = Columns.of(trimmed, 2);
        if (section.isEmpty() || words.length < 2 || !Columns.isNumber(words[0], 9)) {
          throw new IllegalArgumentException("line " + number + " is '" + trimmed + "'");
        }
        devices.add(new Device(section, Integer.parseInt(words[0]), words[1], number));
      }
    }
    return List.copyOf(devices);
  }
}
