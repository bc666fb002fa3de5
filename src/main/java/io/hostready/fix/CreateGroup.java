package io.hostready.fix;

import io.hostready.change.SystemGroup;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.regex.Pattern;

/**
 * Creates a system group. A group that a package creates remains when the package is purged; a
 * group that was created before the package is removed by undo. groupadd(8).
 */
record CreateGroup(String name) implements Fix {

  static final ValueSchema<String> NAME =
      ValueSchema.matching("a name as in /etc/group", Pattern.compile("[a-z_][a-z0-9_.-]*\\$?"));

  static final FixKind KIND =
      new FixKind(
          "create-group",
          "creates a system group without members, such as one that a package would create",
          MapSchema.of(MapSchema.required("name", NAME, "the group")),
          "groupadd(8), groupdel(8)",
          """
          create-group: {name: docker}
          """,
          arguments -> new CreateGroup(arguments.text("name")));

  @Override
  public String description() {
    return "create group " + name;
  }

  /**
   * An existing group is unchanged, with its members. If the plan changes packages first, the group
   * is planned in any case: otherwise a group of a package would remain after undo.
   */
  @Override
  public void plan(PlanBuilder builder) {
    SystemGroup group = new SystemGroup(name);
    boolean isMissing =
        builder
            .value(group)
            .map(SystemGroup.NOT_THERE::equals)
            .orElseGet(() -> group.read(builder.host()).orElse("").equals(SystemGroup.NOT_THERE));
    if (isMissing) {
      builder.set(group, SystemGroup.THERE);
    }
  }
}
