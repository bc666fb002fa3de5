package io.hostready.change;

import io.hostready.json.CodecTable;
import io.hostready.json.CodecTable.NoContext;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonWriter;

/** Settings as plans and journals store them, in the member {@code setting}. */
final class SettingCodec {

  static final CodecTable<Setting, NoContext> TABLE =
      new CodecTable<Setting, NoContext>("kind", id -> "'" + id + "' is no kind of setting")
          .add(
              "sysctl",
              LiveSysctl.class,
              (json, sysctl) -> json.put("name", sysctl.key()),
              (json, _) -> new LiveSysctl(json.text("name")))
          .add(
              "module",
              LoadedModule.class,
              (json, module) -> json.put("name", module.name()),
              (json, _) -> new LoadedModule(json.text("name")))
          .add(
              "unit-active",
              ActiveUnit.class,
              (json, unit) -> json.put("name", unit.unit()),
              (json, _) -> new ActiveUnit(json.text("name")))
          .add(
              "unit-enabled",
              EnabledUnit.class,
              (json, unit) -> json.put("name", unit.unit()),
              (json, _) -> new EnabledUnit(json.text("name")))
          .add(
              "unit-mask",
              UnitMask.class,
              (json, unit) -> json.put("name", unit.unit()),
              (json, _) -> new UnitMask(json.text("name")))
          .add(
              "group",
              SystemGroup.class,
              (json, group) -> json.put("name", group.name()),
              (json, _) -> new SystemGroup(json.text("name")))
          .add(
              "group-member",
              GroupMember.class,
              (json, member) -> json.put("name", member.user()).put("group", member.group()),
              (json, _) -> new GroupMember(json.text("name"), json.text("group")))
          .add(
              "package-hold",
              PackageHold.class,
              (json, hold) -> {
                hold.manager().write(json);
                json.put("name", hold.name());
              },
              (json, _) -> new PackageHold(PackageManager.read(json), json.text("name")))
          .add(
              "rpm-key",
              RpmKey.class,
              (json, key) -> json.put("path", key.path()).put("fingerprint", key.fingerprint()),
              (json, _) -> new RpmKey(json.text("path"), json.text("fingerprint")))
          .add(
              "alternative",
              Alternative.class,
              (json, alternative) -> json.put("name", alternative.name()),
              (json, _) -> new Alternative(json.text("name")));

  private SettingCodec() {}

  /** Writes the member {@code setting} of an open object. */
  static void write(JsonWriter json, Setting setting) {
    json.object("setting");
    TABLE.write(json, setting);
    json.end();
  }

  /** Reads that member. */
  static Setting read(JsonObject parent) {
    return TABLE.read(parent.object("setting"), NoContext.NONE);
  }
}
