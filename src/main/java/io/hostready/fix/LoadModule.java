package io.hostready.fix;

import io.hostready.change.Draft;
import io.hostready.change.Setting;
import io.hostready.yaml.Shape;
import io.hostready.yaml.ValueType;
import java.util.regex.Pattern;

/** Loads a kernel module now, and at every boot. Source: modprobe(8), modules-load.d(5). */
record LoadModule(String module) implements Fix {

  static final FixKind KIND =
      new FixKind(
          "load-module",
          "loads a kernel module now, and at boot by a file in /etc/modules-load.d",
          Shape.of(
              Shape.required(
                  "name",
                  ValueType.matching("a module's name", Pattern.compile("[A-Za-z0-9_-]{1,64}")),
                  "the module's name, such as dm_mod")),
          "modprobe(8), modules-load.d(5)",
          """
          load-module: {name: dm_mod}
          """,
          arguments -> new LoadModule(arguments.text("name")));

  @Override
  public String described() {
    return "load kernel module " + module + " now and at boot";
  }

  @Override
  public void plan(Draft draft) {
    draft.set(new Setting.Module(module), Setting.Module.LOADED);
    draft.write(
        "/etc/modules-load.d/hostready-" + module + ".conf",
        "# Written by hostready; 'hostready undo' takes it back.\n" + module + "\n",
        0644);
  }
}
