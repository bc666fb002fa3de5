package io.hostready.change;

import io.hostready.json.JsonException;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonWriter;

/** Settings as plans and journals keep them. */
public final class SettingJson {

  private SettingJson() {}

  /** Writes the member {@code setting} of an open object. */
  public static void write(JsonWriter json, Setting setting) {
    json.object("setting");
    switch (setting) {
      case LiveSysctl(String key) -> json.put("kind", "sysctl").put("name", key);
      case LoadedModule(String name) -> json.put("kind", "module").put("name", name);
      case ActiveUnit(String unit) -> json.put("kind", "unit-active").put("name", unit);
      case EnabledUnit(String unit) -> json.put("kind", "unit-enabled").put("name", unit);
      case SystemGroup(String name) -> json.put("kind", "group").put("name", name);
      case GroupMember(String user, String group) ->
          json.put("kind", "group-member").put("name", user).put("group", group);
      case PackageHold(String name) -> json.put("kind", "package-hold").put("name", name);
      case Alternative(String name) -> json.put("kind", "alternative").put("name", name);
    }
    json.end();
  }

  public static Setting read(JsonObject change) {
    JsonObject json = change.object("setting");
    String name = json.text("name");
    return switch (json.text("kind")) {
      case "sysctl" -> new LiveSysctl(name);
      case "module" -> new LoadedModule(name);
      case "unit-active" -> new ActiveUnit(name);
      case "unit-enabled" -> new EnabledUnit(name);
      case "group" -> new SystemGroup(name);
      case "group-member" -> new GroupMember(name, json.text("group"));
      case "package-hold" -> new PackageHold(name);
      case "alternative" -> new Alternative(name);
      default -> throw new JsonException("'" + json.text("kind") + "' is no kind of setting");
    };
  }
}
