package io.hostready.fix;

import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Host;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * U-Boot of Armbian: the boot script adds extraargs of /boot/armbianEnv.txt to the kernel command
 * line. Source: the boot scripts in armbian/build, config/bootscripts.
 */
record ArmbianEnvironment() implements BootLoader {

  private static final String PATH = "/boot/armbianEnv.txt";

  private static final Pattern LINE = Pattern.compile("(?m)^(extraargs=)(.*)$");

  /** Some boards start from extlinux.conf, or with a script that does not use extraargs. */
  static Optional<ArmbianEnvironment> find(Host host) {
    boolean isUsed =
        host.text("/boot/boot.cmd").map(text -> text.contains("${extraargs}")).orElse(false);
    return isUsed && host.has(PATH) ? Optional.of(new ArmbianEnvironment()) : Optional.empty();
  }

  @Override
  public Map<String, String> edited(PlanBuilder builder, KernelArguments arguments) {
    String text = EditableText.text(builder, PATH).orElse("");
    boolean endsLine = text.isEmpty() || text.endsWith("\n");
    return Map.of(
        PATH,
        LINE.matcher(text).find()
            ? arguments.inLastLine(text, LINE)
            : text + (endsLine ? "" : "\n") + "extraargs=" + arguments.in("") + "\n");
  }

  @Override
  public List<Update> updates() {
    return List.of();
  }
}
