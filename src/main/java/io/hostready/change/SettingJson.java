package io.hostready.change;

/** Settings as plans and journals keep them. */
public final class SettingJson {

  private SettingJson() {}

  public static Json write(Setting setting) {
    return switch (setting) {
      case LiveSysctl(String key) -> Json.with("kind", "sysctl").put("name", key).build();
      case LoadedModule(String name) -> Json.with("kind", "module").put("name", name).build();
      case ActiveUnit(String unit) -> Json.with("kind", "unit-active").put("name", unit).build();
      case EnabledUnit(String unit) -> Json.with("kind", "unit-enabled").put("name", unit).build();
      case SystemGroup(String name) -> Json.with("kind", "group").put("name", name).build();
      case GroupMember(String user, String group) ->
          Json.with("kind", "group-member").put("name", user).put("group", group).build();
      case PackageHold(String name) -> Json.with("kind", "package-hold").put("name", name).build();
      case Alternative(String name) -> Json.with("kind", "alternative").put("name", name).build();
    };
  }

  public static Setting read(Json json) {
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
      default -> throw new Json.Malformed("'" + json.text("kind") + "' is no kind of setting");
    };
  }
}
