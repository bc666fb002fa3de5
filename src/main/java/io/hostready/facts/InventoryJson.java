package io.hostready.facts;

import io.hostready.facts.Inventory.Computer;
import io.hostready.facts.Inventory.Cpu;
import io.hostready.facts.Inventory.Disk;
import io.hostready.facts.Inventory.DiskType;
import io.hostready.facts.Inventory.Filesystem;
import io.hostready.facts.Inventory.Firmware;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonReader;
import io.hostready.json.JsonWriter;

/**
 * An inventory as a JSON object in reports and captures; its schema is {@code inventory} in {@code
 * report-v1.schema.json}. Unknown values are null, except identifiers, which are omitted.
 */
public final class InventoryJson {

  private static final String VENDOR = "vendor";
  private static final String MODEL = "model";
  private static final String NAME = "name";
  private static final String SIZE = "sizeBytes";
  private static final String TYPE = "type";
  private static final String SERIAL = "serial";
  private static final String UUID = "uuid";

  private InventoryJson() {}

  /** The object on one line. */
  public static String text(Inventory inventory) {
    JsonWriter json = JsonWriter.compact().object();
    members(json, inventory);
    return json.end().text();
  }

  /** Writes the object as a member. */
  public static void write(JsonWriter json, String name, Inventory inventory) {
    members(json.object(name), inventory);
    json.end();
  }

  private static void members(JsonWriter json, Inventory inventory) {
    Computer computer = inventory.computer();
    json.putOrNull(VENDOR, computer.vendor())
        .putOrNull(MODEL, computer.model())
        .putIfPresent(SERIAL, computer.serial())
        .putIfPresent(UUID, computer.uuid())
        .object("firmware")
        .putOrNull(VENDOR, computer.firmware().vendor())
        .putOrNull("version", computer.firmware().version())
        .putOrNull("date", computer.firmware().date())
        .end()
        .object("cpu")
        .putOrNull(MODEL, inventory.cpu().model())
        .putOrNull("sockets", inventory.cpu().sockets())
        .putOrNull("cores", inventory.cpu().cores())
        .end();
    json.array("disks");
    inventory.disks().forEach(disk -> write(json, disk));
    json.end().array("filesystems");
    inventory.filesystems().forEach(filesystem -> write(json, filesystem));
    json.end().array("interfaces");
    inventory.interfaces().forEach(each -> write(json, each));
    json.end();
  }

  private static void write(JsonWriter json, Disk disk) {
    json.object()
        .put(NAME, disk.name())
        .putOrNull(MODEL, disk.model())
        .put(SIZE, disk.bytes())
        .put(TYPE, disk.type().id())
        .putIfPresent(SERIAL, disk.serial())
        .end();
  }

  private static void write(JsonWriter json, Filesystem filesystem) {
    json.object()
        .put("mountPoint", filesystem.mountPoint())
        .put("source", filesystem.source())
        .put(TYPE, filesystem.type())
        .putOrNull(SIZE, filesystem.bytes())
        .putOrNull("freeBytes", filesystem.freeBytes())
        .putIfPresent(UUID, filesystem.uuid())
        .end();
  }

  private static void write(JsonWriter json, NetworkInterface network) {
    json.object()
        .put(NAME, network.name())
        .putOrNull("state", network.state())
        .putOrNull("speedMbits", network.speedMbits())
        .putOrNull("mtu", network.mtu())
        .putIfPresent("macAddress", network.macAddress())
        .end();
  }

  /**
   * Reads the object from a text.
   *
   * @throws io.hostready.json.JsonException if it is invalid
   */
  public static Inventory parse(String text) {
    return read(JsonReader.readObject(text, JsonLimits.SETTINGS));
  }

  /**
   * Reads the object.
   *
   * @throws io.hostready.json.JsonException if it is invalid
   */
  public static Inventory read(JsonObject json) {
    JsonObject firmware = json.object("firmware");
    JsonObject cpu = json.object("cpu");
    return new Inventory(
        new Computer(
            json.findText(VENDOR),
            json.findText(MODEL),
            new Firmware(
                firmware.findText(VENDOR), firmware.findText("version"), firmware.findText("date")),
            json.findText(SERIAL),
            json.findText(UUID)),
        new Cpu(cpu.findText(MODEL), cpu.findNumber("sockets"), cpu.findNumber("cores")),
        json.objects("disks").stream().map(InventoryJson::disk).toList(),
        json.objects("filesystems").stream().map(InventoryJson::filesystem).toList(),
        json.objects("interfaces").stream().map(InventoryJson::networkInterface).toList());
  }

  private static Disk disk(JsonObject json) {
    return new Disk(
        json.text(NAME),
        json.findText(MODEL),
        json.number(SIZE),
        json.choice(TYPE, DiskType.values(), DiskType::id),
        json.findText(SERIAL));
  }

  private static Filesystem filesystem(JsonObject json) {
    return new Filesystem(
        json.text("mountPoint"),
        json.text("source"),
        json.text(TYPE),
        json.findNumber(SIZE),
        json.findNumber("freeBytes"),
        json.findText(UUID));
  }

  private static NetworkInterface networkInterface(JsonObject json) {
    return new NetworkInterface(
        json.text(NAME),
        json.findNumber("speedMbits"),
        json.findNumber("mtu"),
        json.findText("state"),
        json.findText("macAddress"));
  }
}
