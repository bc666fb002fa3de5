package io.hostready.change;

/** Settings as plans and journals keep them. */
final class SettingJson {

  private SettingJson() {}

  static Json write(Setting setting) {
    return switch (setting) {
      case Setting.Sysctl(String key) -> Json.with("kind", "sysctl").put("name", key).build();
      case Setting.Module(String name) -> Json.with("kind", "module").put("name", name).build();
      case Setting.UnitActive(String unit) ->
          Json.with("kind", "unit-active").put("name", unit).build();
      case Setting.UnitEnabled(String unit) ->
          Json.with("kind", "unit-enabled").put("name", unit).build();
      case Setting.Group(String name) -> Json.with("kind", "group").put("name", name).build();
      case Setting.GroupMember(String user, String group) ->
          Json.with("kind", "group-member").put("name", user).put("group", group).build();
      case Setting.PackageHold(String name) ->
          Json.with("kind", "package-hold").put("name", name).build();
      case Setting.Alternative(String name) ->
          Json.with("kind", "alternative").put("name", name).build();
    };
  }

  static Setting read(Json json) {
    String name = json.text("name");
    return switch (json.text("kind")) {
      case "sysctl" -> new Setting.Sysctl(name);
      case "module" -> new Setting.Module(name);
      case "unit-active" -> new Setting.UnitActive(name);
      case "unit-enabled" -> new Setting.UnitEnabled(name);
      case "group" -> new Setting.Group(name);
      case "group-member" -> new Setting.GroupMember(name, json.text("group"));
      case "package-hold" -> new Setting.PackageHold(name);
      case "alternative" -> new Setting.Alternative(name);
      default -> throw new Json.Malformed("'" + json.text("kind") + "' is no kind of setting");
    };
  }
}
