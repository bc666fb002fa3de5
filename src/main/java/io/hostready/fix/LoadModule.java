package io.hostready.fix;

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
}
