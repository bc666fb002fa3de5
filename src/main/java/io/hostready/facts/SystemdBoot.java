package io.hostready.facts;

import io.hostready.host.Host;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * systemd-boot on a host: whether it boots it, and its entries. Source: systemd-boot(7); The Boot
 * Loader Interface (LoaderInfo); Boot Loader Specification; kernel-install(8), "entry-token".
 */
public final class SystemdBoot {

  /** An EFI variable with the boot loader's name: four bytes of attributes, then UTF-16. */
  private static final String LOADER_INFO =
      "/sys/firmware/efi/efivars/LoaderInfo-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f";

  /** Where the EFI system partition and the extended boot partition are mounted. */
  private static final List<String> PARTITIONS = List.of("/efi", "/boot/efi", "/boot");

  private static final List<String> GRUB_MENUS =
      List.of("/boot/grub/grub.cfg", "/boot/grub2/grub.cfg");

  private SystemdBoot() {}

  /** True if it booted this host, or if it is installed and GRUB has no menu. */
  public static boolean isUsed(Host host) {
    return loader(host)
        .map(name -> name.startsWith("systemd-boot"))
        .orElseGet(
            () ->
                GRUB_MENUS.stream().noneMatch(host::has)
                    && PARTITIONS.stream()
                        .flatMap(at -> host.list(at + "/EFI/systemd").orElse(List.of()).stream())
                        .anyMatch(name -> name.matches("(?i)systemd-boot.*\\.efi")));
  }

  private static Optional<String> loader(Host host) {
    return host.bytes(LOADER_INFO)
        .toOptional()
        .filter(bytes -> bytes.length > 4)
        .map(bytes -> new String(bytes, 4, bytes.length - 4, StandardCharsets.UTF_16LE));
  }

  /** The paths of its entries, in the order of their names. */
  public static List<String> entries(Host host) {
    return PARTITIONS.stream()
        .flatMap(at -> entriesIn(host, at + "/loader/entries").stream())
        .toList();
  }

  /** The paths of the entries in a directory, in the order of their names. */
  public static List<String> entriesIn(Host host, String directory) {
    return host.list(directory).orElse(List.of()).stream()
        .filter(name -> name.endsWith(".conf"))
        .sorted()
        .map(name -> directory + "/" + name)
        .toList();
  }

  /** The versions of the kernels whose entry or unified kernel image kernel-install made. */
  public static List<String> installedVersions(Host host) {
    String token =
        Stream.of("/etc/kernel/entry-token", "/etc/machine-id")
            .flatMap(path -> host.trimmedText(path).stream())
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    // TOKEN-VERSION.conf, with the count of the remaining boots if it is used: TOKEN-VERSION+3.conf
    Pattern name =
        Pattern.compile(Pattern.quote(token) + "-(.+?)(\\+[0-9]+(-[0-9]+)?)?\\.(conf|efi)");
    Stream<String> images =
        PARTITIONS.stream().flatMap(at -> host.list(at + "/EFI/Linux").orElse(List.of()).stream());
    return token.isEmpty()
        ? List.of()
        : Stream.concat(
                entries(host).stream().map(path -> path.substring(path.lastIndexOf('/') + 1)),
                images)
            .map(name::matcher)
            .filter(Matcher::matches)
            .map(each -> each.group(1))
            .distinct()
            .sorted()
            .toList();
  }
}
