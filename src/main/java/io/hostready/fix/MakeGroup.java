package io.hostready.fix;

import io.hostready.change.Draft;
import io.hostready.change.SystemGroup;
import io.hostready.yaml.Shape;
import io.hostready.yaml.ValueType;
import java.util.regex.Pattern;

/**
 * Makes a group for the system's own use. A package that makes its group leaves it behind when it
 * is purged; a group that was made before it is taken back with everything else. groupadd(8).
 */
record MakeGroup(String name) implements Fix {

  static final ValueType<String> NAME =
      ValueType.matching("a name as in /etc/group", Pattern.compile("[a-z_][a-z0-9_.-]*\\$?"));

  static final FixKind KIND =
      new FixKind(
          "make-group",
          "makes a group without members for the system's own use, such as one that a package would"
              + " make and leave behind",
          Shape.of(Shape.required("name", NAME, "the group")),
          "groupadd(8), groupdel(8)",
          """
          make-group: {name: docker}
          """,
          arguments -> new MakeGroup(arguments.text("name")));

  @Override
  public String described() {
    return "make group " + name;
  }

  @Override
  public void plan(Draft draft) {
    // One that is there is left as it is, with its members.
    if (draft.value(new SystemGroup(name)).filter(SystemGroup.NOT_THERE::equals).isPresent()) {
      draft.set(new SystemGroup(name), SystemGroup.THERE);
    }
  }
}
