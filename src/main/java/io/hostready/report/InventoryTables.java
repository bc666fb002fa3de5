package io.hostready.report;

import io.hostready.expect.ByteSize;
import io.hostready.facts.Inventory;
import io.hostready.facts.NetworkInterface;
import io.hostready.run.HostSummary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An inventory for display: properties of the machine by name, and one table each for disks,
 * filesystems and network interfaces. Unknown values are omitted as properties, and are hyphens in
 * a table.
 */
record InventoryTables(Map<String, String> properties, List<Table> tables) {

  private static final String UNKNOWN = "-";

  /** One table; each row has a cell for each column. */
  record Table(String title, List<String> columns, List<List<String>> rows) {}

  static InventoryTables of(HostSummary host, Inventory inventory) {
    return new InventoryTables(
        properties(host, inventory),
        Stream.of(
                disks(inventory.disks()),
                filesystems(inventory.filesystems()),
                interfaces(inventory.interfaces()))
            .filter(table -> !table.rows().isEmpty())
            .toList());
  }

  private static Map<String, String> properties(HostSummary host, Inventory inventory) {
    Inventory.Computer computer = inventory.computer();
    Inventory.Cpu cpu = inventory.cpu();
    Map<String, Optional<String>> known = new LinkedHashMap<>();
    known.put("Vendor", computer.vendor());
    known.put("Model", computer.model());
    known.put("Firmware", firmware(computer.firmware()));
    known.put("Serial number", computer.serial());
    known.put("UUID", computer.uuid());
    known.put("Virtualization", host.virtualization());
    known.put("CPU", cpu.model());
    known.put("Sockets", number(cpu.sockets()));
    known.put("Cores", number(cpu.cores()));
    known.put("CPUs online", number(host.machine().cpus()));
    known.put("Memory", size(host.machine().memoryBytes()));
    Map<String, String> properties = new LinkedHashMap<>();
    known.forEach((name, value) -> value.ifPresent(text -> properties.put(name, text)));
    return Collections.unmodifiableMap(properties);
  }

  /** Vendor and model on one line; many models start with the vendor's name. */
  static Optional<String> machine(Inventory.Computer computer) {
    Optional<String> vendor =
        computer
            .vendor()
            .filter(name -> computer.model().filter(model -> model.startsWith(name)).isEmpty());
    return joined(List.of(vendor, computer.model()));
  }

  private static Optional<String> joined(List<Optional<String>> parts) {
    return parts.stream().flatMap(Optional::stream).reduce((before, after) -> before + " " + after);
  }

  private static Optional<String> firmware(Inventory.Firmware firmware) {
    return joined(List.of(firmware.vendor(), firmware.version(), firmware.date()));
  }

  private static Table disks(List<Inventory.Disk> disks) {
    return table(
        "Disks",
        disks,
        column("Name", Inventory.Disk::name),
        column("Size", disk -> new ByteSize(disk.bytes()).toString()),
        column("Type", disk -> disk.type().id()),
        column("Model", disk -> disk.model().orElse(UNKNOWN)),
        identifier("Serial number", Inventory.Disk::serial));
  }

  private static Table filesystems(List<Inventory.Filesystem> filesystems) {
    return table(
        "Filesystems",
        filesystems,
        column("Mount point", Inventory.Filesystem::mountPoint),
        column("Size", each -> size(each.bytes()).orElse(UNKNOWN)),
        column("Free", each -> size(each.freeBytes()).orElse(UNKNOWN)),
        column("Type", Inventory.Filesystem::type),
        column("Source", Inventory.Filesystem::source),
        identifier("UUID", Inventory.Filesystem::uuid));
  }

  private static Table interfaces(List<NetworkInterface> interfaces) {
    return table(
        "Network interfaces",
        interfaces,
        column("Name", NetworkInterface::name),
        column("State", each -> each.state().orElse(UNKNOWN)),
        column("Speed", each -> speed(each.speedMbits()).orElse(UNKNOWN)),
        column("MTU", each -> number(each.mtu()).orElse(UNKNOWN)),
        identifier("MAC address", NetworkInterface::macAddress));
  }

  /**
   * A column of a table; an empty value is a hyphen, and a column with only empty values is
   * omitted.
   */
  private record Column<T>(String name, boolean isIdentifier, Function<T, Optional<String>> cell) {}

  private static <T> Column<T> column(String name, Function<T, String> cell) {
    return new Column<>(name, false, row -> Optional.of(cell.apply(row)));
  }

  private static <T> Column<T> identifier(String name, Function<T, Optional<String>> cell) {
    return new Column<>(name, true, cell);
  }

  @SafeVarargs
  private static <T> Table table(String title, List<T> items, Column<T>... columns) {
    List<Column<T>> shown = new ArrayList<>();
    for (Column<T> column : columns) {
      if (!column.isIdentifier()
          || items.stream().anyMatch(item -> column.cell().apply(item).isPresent())) {
        shown.add(column);
      }
    }
    return new Table(
        title,
        shown.stream().map(Column::name).toList(),
        items.stream()
            .map(
                item ->
                    shown.stream()
                        .map(column -> column.cell().apply(item).orElse(UNKNOWN))
                        .toList())
            .toList());
  }

  private static Optional<String> number(OptionalLong number) {
    return number.isPresent() ? Optional.of(Long.toString(number.getAsLong())) : Optional.empty();
  }

  private static Optional<String> size(OptionalLong bytes) {
    return bytes.isPresent()
        ? Optional.of(new ByteSize(bytes.getAsLong()).toString())
        : Optional.empty();
  }

  /** The speed in the unit that is usual for network cards: 2500 is "2.5 Gbit/s". */
  static Optional<String> speed(OptionalLong megabits) {
    if (megabits.isEmpty()) {
      return Optional.empty();
    }
    long speed = megabits.getAsLong();
    return Optional.of(
        speed < 1000
            ? speed + " Mbit/s"
            : BigDecimal.valueOf(speed, 3).stripTrailingZeros().toPlainString() + " Gbit/s");
  }
}
