package io.hostready.fix;

import io.hostready.change.GroupMember;
import io.hostready.change.plan.PlanBuilder;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.regex.Pattern;

/** Adds a user to a group; takes effect at the user's next login. gpasswd(1). */
record AddUserToGroup(String user, String group) implements Fix {

  private static final ValueSchema<String> NAME =
      ValueSchema.matching("a name as in /etc/passwd", Pattern.compile("[a-z_][a-z0-9_.-]*\\$?"));

  static final FixKind KIND =
      new FixKind(
          "add-user-to-group",
          "adds a user to a group; takes effect at the next login, so the rule's fix"
              + " has 'pending: relogin'",
          MapSchema.of(
              MapSchema.required("user", NAME, "the user"),
              MapSchema.required("group", NAME, "the group; members of docker are root")),
          "gpasswd(1), group(5)",
          """
          add-user-to-group: {user: deploy, group: docker}
          """,
          arguments -> new AddUserToGroup(arguments.text("user"), arguments.text("group")));

  @Override
  public String description() {
    return "add " + user + " to group " + group;
  }

  @Override
  public void plan(PlanBuilder builder) {
    builder.set(new GroupMember(user, group), GroupMember.MEMBER);
  }
}
