package io.hostready.probe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All kinds of probe, in the order of the reference. A new kind is one line here. */
public final class ProbeKinds {

  public static final List<ProbeKind> ALL =
      List.of(
          ParameterProbe.KIND,
          ArchitectureProbe.KIND,
          KernelReleaseProbe.KIND,
          KernelConfigProbe.KIND,
          KernelModuleProbe.KIND,
          KernelModulesProbe.KIND,
          DeviceProbe.KIND,
          CgroupsProbe.KIND,
          NamespacesProbe.KIND,
          SysctlProbe.KIND,
          FilesystemTypeProbe.KIND,
          MountProbe.KIND,
          FilesystemAtProbe.KIND,
          FstabMountProbe.KIND,
          DiskSpaceProbe.KIND,
          BtrfsSpaceProbe.KIND,
          KernelLimitProbe.KIND,
          MemoryProbe.KIND,
          ProcessorsProbe.KIND,
          DefaultRouteProbe.KIND,
          DockerAddressPoolsProbe.KIND,
          DnsServersProbe.KIND,
          DockerBridgeProbe.KIND,
          InterfaceManagerProbe.KIND,
          PathProbe.KIND,
          UnixSocketsProbe.KIND,
          RegistryCertificatesProbe.KIND,
          LocalCertificatesProbe.KIND,
          PathWritersProbe.KIND,
          FileTextProbe.KIND,
          GrepProbe.KIND,
          FilesProbe.KIND,
          JsonFileProbe.KIND,
          JsonFileProbe.TOML_KIND,
          DaemonJsonProbe.KIND,
          DaemonOptionsProbe.KIND,
          PackageProbe.KIND,
          PackageOfferProbe.KIND,
          KnownDefectProbe.KIND,
          LoggedErrorsProbe.KIND,
          SwarmAddressProbe.KIND,
          AptSourceProbe.KIND,
          AptAuthenticationProbe.KIND,
          AptSigningKeysProbe.KIND,
          OpenPgpKeysProbe.KIND,
          UnattendedUpgradesProbe.KIND,
          ExecutableProbe.KIND,
          ExecutablePrivilegesProbe.KIND,
          UnitProbe.KIND,
          UnitSettingProbe.KIND,
          UnitStartProbe.KIND,
          UnitRestrictionsProbe.KIND,
          UnitLogProbe.KIND,
          ProcessProbe.KIND,
          PidFileProbe.KIND,
          PortProbe.KIND,
          OsReleaseProbe.KIND,
          DockerPlatformProbe.KIND,
          UserProbe.KIND,
          GroupProbe.KIND,
          SubordinateIdsProbe.KIND,
          LsmProbe.KIND,
          SelinuxLabelProbe.KIND,
          AppArmorProfileProbe.KIND,
          VirtualizationProbe.KIND,
          HardwareProbe.KIND,
          NvidiaDriverProbe.KIND,
          IptablesJumpProbe.KIND,
          IptablesChainProbe.KIND,
          NftRulesetProbe.KIND,
          CommandProbe.KIND,
          DockerApiProbe.KIND,
          DockerClientProbe.KIND,
          StorageDriversProbe.KIND,
          ThinPoolProbe.KIND,
          ProofProbe.KIND);

  private static final Map<String, ProbeKind> BY_NAME = new HashMap<>();

  static {
    for (ProbeKind kind : ALL) {
      BY_NAME.put(kind.name(), kind);
    }
  }

  private ProbeKinds() {}

  public static Optional<ProbeKind> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  public static List<String> names() {
    return ALL.stream().map(ProbeKind::name).toList();
  }
}
