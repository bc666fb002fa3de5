package io.hostready.fix;

import io.hostready.change.SystemGroup;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.regex.Pattern;

/**
 * Makes a group for the system's own use. A package that makes its group leaves it behind when it
 * is purged; a group that was made before it is taken back with everything else. groupadd(8).
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
    return "make group " + name;
  }

  /**
   * One that is there is left as it is, with its members. Where packages are changed before, it is
   * made all the same: one of theirs would be there after undo.
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
