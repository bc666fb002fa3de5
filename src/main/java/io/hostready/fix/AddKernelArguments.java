package io.hostready.fix;

import io.hostready.change.plan.PlanBuilder;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Adds arguments to the kernel command line for the next boot, and removes others, in the files of
 * the host's {@link BootLoader}. Source: Documentation/admin-guide/kernel-parameters.rst.
 */
record AddKernelArguments(KernelArguments arguments) implements Fix {

  private static final ValueSchema<String> ARGUMENT =
      ValueSchema.matching(
          "an argument without white space or quotation marks",
          Pattern.compile("[A-Za-z0-9_.-]+(=[A-Za-z0-9_.,:/+@-]*)?"));

  static final FixKind KIND =
      new FixKind(
          "add-kernel-arguments",
          "adds kernel arguments in the files of the host's boot loader: GRUB, boot loader entries,"
              + " systemd-boot, cmdline.txt of a Raspberry Pi, Armbian, extlinux; takes effect at"
              + " the next boot, so the rule's fix has 'pending: reboot'",
          MapSchema.of(
              MapSchema.required(
                  "add", ValueSchema.listOf(ARGUMENT, 1), "the arguments, such as swapaccount=1"),
              MapSchema.optional(
                  "remove",
                  ValueSchema.listOf(ARGUMENT, 1),
                  "arguments to remove; GRUB of Debian and Ubuntu keeps them")),
          "update-grub(8), grubby(8), kernel-install(8), u-boot-update(8); kernel-parameters.rst",
          """
          add-kernel-arguments: {add: [cgroup_enable=memory, swapaccount=1]}
          """,
          values ->
              new AddKernelArguments(
                  new KernelArguments(values.texts("add"), values.texts("remove"))));

  @Override
  public String description() {
    return "add " + arguments.text() + " to the kernel command line";
  }

  @Override
  public void plan(PlanBuilder builder) {
    BootLoader loader = BootLoader.of(builder.host(), arguments);
    Map<String, String> edited = new LinkedHashMap<>(loader.edited(builder, arguments));
    edited
        .entrySet()
        .removeIf(
            each ->
                EditableText.text(builder, each.getKey())
                    .filter(each.getValue()::equals)
                    .isPresent());
    if (edited.isEmpty()) {
      return;
    }
    List<BootLoader.Update> updates = loader.updates();
    // Undo runs backwards: these run after the files are as before.
    updates.forEach(update -> builder.runOnUndo(update.call(), update.purpose()));
    edited.forEach((path, text) -> builder.write(path, text, 0644));
    updates.forEach(update -> builder.run(update.call(), update.purpose()));
  }
}
