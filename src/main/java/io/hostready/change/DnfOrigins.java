package io.hostready.change;

import io.hostready.host.Host;
import java.util.List;
import java.util.Optional;

/**
 * The repositories from which dnf would download packages. The identifier of a repository is local,
 * so that its address as dnf has it is compared with the planned one. Source: dnf(8), repoinfo.
 */
final class DnfOrigins {

  private DnfOrigins() {}

  static Optional<String> wrong(Host host, InstallPackages change, PackageActions actions) {
    if (change.repository().isEmpty()) {
      return Optional.empty();
    }
    String repository = change.repository().get();
    List<String> requested = change.requests().stream().map(PackageRequest::name).toList();
    for (PackageActions.Action action : actions.actions()) {
      if (action.isRemoval() || !requested.contains(action.name())) {
        continue;
      }
      String origin = action.origin().orElse("");
      Optional<String> address = Dnf.address(host, origin);
      if (address.isEmpty() || !plain(address.get()).equals(plain(repository))) {
        return Optional.of(
            "dnf would take "
                + action.name()
                + " "
                + action.to().orElseThrow()
                + " from the repository '"
                + origin
                + "' ("
                + address.orElse("several or unknown addresses")
                + "); expected "
                + repository
                + ". Nothing was installed. Disable the other repository in /etc/yum.repos.d, or"
                + " exclude the package there (excludepkgs in dnf.conf(5)).");
      }
    }
    return Optional.empty();
  }

  private static String plain(String address) {
    return address.replaceFirst("/+$", "");
  }
}
