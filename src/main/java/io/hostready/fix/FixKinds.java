package io.hostready.fix;

import java.util.List;
import java.util.Optional;

/** All kinds of fix, in the order of the reference. A new kind is one line here. */
public final class FixKinds {

  public static final List<FixKind> ALL =
      List.of(
          LoadModule.KIND,
          SetSysctl.KIND,
          SetConfigKey.KIND,
          WriteFileFix.KIND,
          MergeDaemonJson.KIND,
          RemoveDaemonOption.KIND,
          RequireAptSuite.KIND,
          InstallSigningKey.KIND,
          AddAptSource.KIND,
          AddDnfRepository.KIND,
          InstallPackagesFix.KIND,
          InstallExtraModules.KIND,
          ConfigurePackages.KIND,
          RemovePackagesFix.KIND,
          HoldPackages.KIND,
          EnableUnit.KIND,
          UnmaskUnit.KIND,
          CreateGroup.KIND,
          AddUserToGroup.KIND,
          SetUfwForwardPolicy.KIND,
          AddKernelArguments.KIND,
          RestoreSelinuxLabels.KIND,
          SelectAlternative.KIND);

  private FixKinds() {}

  public static Optional<FixKind> find(String name) {
    return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }

  public static List<String> names() {
    return ALL.stream().map(FixKind::name).toList();
  }
}
