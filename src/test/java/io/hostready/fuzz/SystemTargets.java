package io.hostready.fuzz;

import io.hostready.change.AptSimulation;
import io.hostready.facts.Accounts;
import io.hostready.facts.ApkDatabase;
import io.hostready.facts.AppArmorProfiles;
import io.hostready.facts.AptConfig;
import io.hostready.facts.AptSources;
import io.hostready.facts.DpkgStatus;
import io.hostready.facts.FirewallRules;
import io.hostready.facts.InterfaceManagers;
import io.hostready.facts.IptablesRules;
import io.hostready.facts.NftRules;
import io.hostready.facts.NsswitchConf;
import io.hostready.facts.OpenPgpKeys;
import io.hostready.facts.OriginPattern;
import io.hostready.facts.OsRelease;
import io.hostready.facts.PackageLocks;
import io.hostready.facts.PemCertificates;
import io.hostready.facts.RpmDatabase;
import io.hostready.facts.Subnet;
import io.hostready.facts.SubordinateIds;
import io.hostready.facts.TomlText;
import io.hostready.facts.UnitFile;
import io.hostready.facts.UnitVariables;
import io.hostready.host.Bytes;
import io.hostready.host.FakeHost;
import io.hostready.host.Host;
import io.hostready.json.JsonEdit;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonReader;
import io.hostready.text.ShellAssignments;
import io.hostready.text.TimeLimitedRegex;
import io.hostready.text.VersionNumber;
import java.util.List;
import java.util.Set;

/** Readers of the files of apt, systemd and the rest of a system. */
final class SystemTargets {

  private SystemTargets() {}

  /** Those of apt and dpkg, by name. */
  static List<ReaderTarget> apt() {
    return List.of(
        ReaderTargets.file(
                "apt-conf",
                "/etc/apt/apt.conf",
                SystemTargets::aptConf,
                "etc/apt/apt.conf",
                "etc/apt/apt.conf.d/*")
            .with("#include \"/etc/apt/apt.conf\";\n")
            .with("A { ", "A::{i} \"b\";\n", "A { B { c; }; };", "A:: \"b\";\n", "#clear A;\n")
            .with("A::B \"x\";\n#clear A::{i};\n")
            .with("A::Very::Long \"", "b ", "\";"),
        ReaderTargets.text("apt-lines", text -> sources("/x.list", text), "etc/apt/sources.list")
            .with("deb [signed-by=/k] http://a/ b c\n", "deb [", "deb ", "[ ")
            .with("deb [", "signed-by=/k,", "] http://a/ b c")
            .with("deb http://a", "/", "x suite main")
            .with("deb http://a s", "/", "x main"),
        ReaderTargets.text(
                "apt-stanzas",
                text -> sources("/x.sources", text),
                "etc/apt/sources.list.d/*.sources")
            .with("URIs: http://a/\nSuites: b\n\n", "a:\n x\n", " -----BEGIN\n")
            .with("Types: deb\nSuites: s\nURIs:", " http://{i}", "\n")
            .with("Types: deb\nURIs: http://a", "/", "x\nSuites: s\n")
            .with("URIs: u\nSuites: s\nSigned-By:\n -----BEGIN\n", " .\n", "\n"),
        ReaderTargets.file("dpkg-status", DpkgStatus.PATH, SystemTargets::dpkg)
            .with(
                "Package: p{i}\n\n",
                "Package: dpkg\n\n",
                "Package: dpkg\nStatus: install ok installed\n\n")
            .with("Package: dpkg\n", "Description: x\n", "Status: install ok installed\n"),
        ReaderTargets.text("pem-certificates", PemCertificates::parse)
            .with("-----BEGIN CERTIFICATE-----\n", "YWJj\n", "-----END CERTIFICATE-----\n")
            .with("", "-----BEGIN CERTIFICATE-----\n", ""),
        ReaderTargets.text("rpm-packages", RpmDatabase::parse)
            .with("p{i} (none) 1 1 noarch\n", "p 1 1 1 x\n"),
        ReaderTargets.text(
                "apk-installed", text -> ApkDatabase.parse(text, "x"), "lib/apk/db/installed")
            .with("P:p{i}\nV:1\n\n", "P:p\nV:1\n\n", "F:x\n"),
        ReaderTargets.text("package-locks", SystemTargets::packageLocks)
            .with("docker-ce-3:29.0.0-1.el9.*\n", "docker-ce-3", "-1", "-")
            .with("docker=28.3.3-r2 ", "a@edge<", "a=", "[options]\nIgnorePkg = a*\n")
            .with("[options]\nIgnorePkg = ", "a* ", "\n")
            .with("[[packages]]\nname = \"a\"\n[[packages.conditions]]\ncomparator = \"=\"\n")
            .with("type: package\nmatch_type: regex\nsolvable_name: ^a.*\n\n")
            .with("match_type: regex\nsolvable_name: ", ".*a", "\n"),
        ReaderTarget.of("openpgp", SystemTargets::keys, "etc/apt/keyrings/*")
            .with("-----BEGIN PGP PUBLIC KEY BLOCK-----\n", "=aaaa\n")
            .with(
                "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n",
                "AAAA\n",
                "-----END PGP PUBLIC KEY BLOCK-----\n")
            .with(
                "-----BEGIN PGP PUBLIC KEY BLOCK-----\n",
                "\n",
                "-----END PGP PUBLIC KEY BLOCK-----\n"),
        ReaderTargets.text("origin-pattern", SystemTargets::originPattern)
            .with("origin=*a", "o=a,")
            .with("o=", "*a", "b"),
        ReaderTargets.text("simulation-of-apt", AptSimulation::parse)
            .with("Inst a [1] (2 x [amd64])\n")
            .with("Inst a [", "1", "")
            .with("Inst a (1 ", ") (", ")"));
  }

  /** All others, by name. */
  static List<ReaderTarget> others() {
    return List.of(
        ReaderTargets.file("accounts", "/etc/passwd", host -> Accounts.findUser(host, "root"))
            .with("u{i}:x:{i}:100::/home/u:/bin/sh\n", ":", "u:x:0:0:::\n"),
        ReaderTargets.file("groups", "/etc/group", SystemTargets::groups)
            .with("g{i}:x:{i}:root\n", "g:x:1:root\n")
            .with("docker:x:1:", "u{i},", ""),
        ReaderTargets.text("apparmor", SystemTargets::appArmor, "etc/apparmor.d/*")
            .with("profile p{i} /x {\nuserns,\n}\n", "flags=(", "flags ", "{a,", "[a", "**")
            .with("/x ", "{", " {")
            .with("profile \"", "a ", "\" {"),
        ReaderTargets.text("assignments-of-lines", SystemTargets::assignmentsOfLines),
        ReaderTargets.text(
                "assignments-of-shell", SystemTargets::assignmentsOfShell, "etc/default/*")
            .with("a+=b\n", "export a=b;", "a=b ", "a='b' ", "(", "a=$(b) ")
            .with("a=", "\\\n", ""),
        ReaderTargets.text(
                "json",
                text -> JsonReader.read(text, JsonLimits.SETTINGS).at("/a/0"),
                "etc/docker/daemon.json")
            .with("{\"a\":", "[[],", "{\"a\":1,", "[1,")
            .with("{", "\"k{i}\":1,", "\"z\":1}")
            .with("{\"a\":[", "1,", "1]}")
            .with("{", "\"k\":1,", "\"k\":1}")
            .with("{\"", "/", "\":{\"a\":1,\"a\":1}}")
            .with("[", "1", "]")
            .with("[\"", "\\u0041", "\"]"),
        ReaderTargets.text("json-edit", SystemTargets::jsonEdit, "etc/docker/daemon.json")
            .with("{\"a\":{", "\"k{i}\":1,", "\"z\":1}}")
            .with("{\"a\":{\"b\":[", "1,", "1]}}")
            .with("{\"a\":{},", "\"k\":{},", "\"a\":{}}")
            .with("{", "\n", "\"a\":{}}"),
        ReaderTargets.text("iptables-rules", SystemTargets::iptables, "etc/iptables/*")
            .with("*filter\n", "-A FORWARD -i eth{i} -j C{i}\n", "COMMIT\n")
            .with("*filter\n", "-I FORWARD -j DROP\n", "COMMIT\n")
            .with("*filter\n", "-A C{i} -j C\n", "COMMIT\n")
            .with("-A FORWARD ", "-m comment --comment \"a\" ", "-j DROP\n")
            .with("-A FORWARD -m state --state ", "NEW,", "NEW -j DROP\n"),
        ReaderTargets.file(
                "nft-script", "/etc/nftables.conf", SystemTargets::nft, "etc/nftables.conf")
            .with("include \"/etc/nftables.conf\"\n")
            .with("table inet t { chain c {", "iifname eth{i} jump c{i}\n", "} }")
            .with("table t { ", "chain c{i} { drop; } ", "}")
            .with("add rule t c ", "counter ", "drop")
            .with("add rule t c iifname ", "{", "drop")
            .with("table t { chain c { iifname { ", "eth{i}, ", "eth } oifname { a, b } drop } }")
            .with("table t { chain c { ct state ", "established, ", "related accept } }")
            .with("table t { chain c { ", "log prefix \"a\" ", "drop } }"),
        ReaderTargets.file(
                "networkd",
                "/etc/systemd/network/a.network",
                host -> InterfaceManagers.networkd(host, List.of("docker0", "veth0")))
            .with("[Match]\n", "Name=e{i}\n", "")
            .with("[Match]\nName=", "*a ", "\n"),
        ReaderTargets.file(
                "network-manager",
                "/etc/NetworkManager/NetworkManager.conf",
                host -> InterfaceManagers.networkManager(host, List.of("docker0", "veth0")))
            .with("[device{i}]\nmanaged=1\nmatch-device=*a\n")
            .with("[device]\nmanaged=1\nmatch-device=", "interface-name:e;", "\n"),
        ReaderTargets.file(
                "name-services",
                "/etc/nsswitch.conf",
                host -> NsswitchConf.beyondFiles(host, "passwd"))
            .with("passwd: files [", "[", "")
            .with("passwd: ", "files ", "\n"),
        ReaderTargets.file(
            "os-release", "/etc/os-release", host -> OsRelease.read(host).packagesOf()),
        ReaderTargets.file(
                "subordinate-ids", "/etc/subuid", host -> SubordinateIds.read(host, "/etc/subuid"))
            .with("u{i}:1:65536\n"),
        ReaderTargets.text(
                "toml", text -> TomlText.parse(text).at("/a/0"), "etc/containerd/config.toml")
            .with("k{i} = 1\n", "[a{i}]\n", "[[a]]\n", "[a{i}.b.c]\n", "k{i}.b.c = {}\n")
            .with("a = [", "1,", "]")
            .with("a = [", "{},", "]")
            .with("a = ", "1", "")
            .with("a = \"\"\"", "\\\n", "")
            .with("a = \"\"\"", "\"\" ", "")
            .with("a = \"", "\\u0041", "\""),
        ReaderTargets.text(
                "unit", SystemTargets::unit, "etc/systemd/system/*", "usr/lib/systemd/system/*")
            .with("[Service]\n", "Environment=A{i}=b\n", "")
            .with("[Service]\nEnvironment=", "A{i}=b ", "\n")
            .with("[Service]\nExecStart=", "$A ", "\n")
            .with("[Service]\nExecStart=", "${A", "\n")
            .with("[Service]\nEnvironment=", "\"A' ", "\n")
            .with("[Service]\n", "ExecStart=a\\\n", ""),
        ReaderTargets.text("words", SystemTargets::words).with("1.", "9", "1.2.3.4/5 "));
  }

  private static void iptables(String text) {
    FirewallRules filter = IptablesRules.parse(text);
    filter.chain("filter", "FORWARD").ifPresent(filter::decide);
  }

  private static void nft(Host host) {
    FirewallRules filter =
        NftRules.read(host, "/etc/nftables.conf").orElse(new FirewallRules(List.of(), false));
    filter.forwardChains().forEach(filter::decide);
  }

  private static void jsonEdit(String text) {
    String wanted = "{\"a\": {\"b\": {\"c\": [1, {\"d\": 2}]}}, \"e\": true}";
    JsonObject members = JsonReader.readObject(wanted, JsonLimits.SETTINGS);
    String merged = JsonEdit.merge(text, members);
    if (!JsonEdit.merge(merged, members).equals(merged)) {
      throw new IllegalStateException("merging twice changes more than merging once");
    }
  }

  private static void groups(Host host) {
    Accounts accounts = Accounts.read(host);
    accounts.groupName("999");
    accounts.groupsOf(new Accounts.User("root", 0, 0, "/root", "/bin/sh", 1));
  }

  private static void appArmor(String text) {
    TimeLimitedRegex search = new TimeLimitedRegex();
    for (AppArmorProfiles.Profile profile : AppArmorProfiles.parse(text).profiles()) {
      try {
        profile.expression().ifPresent(path -> search.find(path, "/usr/bin/rootlesskit"));
      } catch (TimeLimitedRegex.SearchTimeoutException tooLong) {
        // as documented
      }
    }
  }

  private static void aptConf(Host host) {
    List<AptConfig.Setting> settings = AptConfig.read(host).settings().orElse(List.of());
    AptConfig.items(settings, "A");
    AptConfig.last(settings, "A::B");
  }

  private static void sources(String path, String text) {
    for (AptSources.Source source : AptSources.parse(path, text)) {
      source.name();
      source.isOf(List.of("download.docker.com"));
      source.shownKeys();
    }
  }

  private static void assignmentsOfLines(String text) {
    for (ShellAssignments.Separator separator : ShellAssignments.Separator.values()) {
      ShellAssignments.ofLines(text, separator).value("a");
    }
  }

  private static void assignmentsOfShell(String text) {
    ShellAssignments.ofShell(text).value("a");
  }

  private static void dpkg(Host host) {
    DpkgStatus status = DpkgStatus.read(host);
    status.architecture();
    status.entries("docker-ce:amd64");
  }

  /** As the file of each package manager in turn. */
  private static void packageLocks(String text) {
    String plugin = "/etc/dnf/plugins/versionlock.conf";
    String desc = "%NAME%\ndocker\n\n%VERSION%\n1-1\n";
    List<FakeHost> hosts =
        List.of(
            rpm().file(plugin, "").file("/etc/dnf/plugins/versionlock.list", text),
            rpm().file(plugin, text).file("/etc/dnf/versionlock.toml", text),
            rpm().file("/etc/zypp/locks", text),
            FakeHost.with("/lib/apk/db/installed", "P:docker\nV:1\n\n")
                .file("/etc/apk/world", text),
            FakeHost.with("/var/lib/pacman/local/docker-1-1/desc", desc)
                .file("/etc/pacman.conf", text));
    for (FakeHost host : hosts) {
      PackageLocks.read(host.host()).toOptional().ifPresent(locks -> locks.of("docker-ce"));
    }
  }

  private static FakeHost rpm() {
    return FakeHost.with("/var/lib/rpm/rpmdb.sqlite", "")
        .command(
            "rpm -qa --qf %{NAME} %{EPOCH} %{VERSION} %{RELEASE} %{ARCH}\\n",
            "docker-ce 3 29.0.1 1.el9 x86_64\n");
  }

  private static void keys(byte[] bytes) {
    OpenPgpKeys.whyIgnored("/x.asc", bytes);
    try {
      OpenPgpKeys.read(Bytes.of(bytes));
    } catch (IllegalArgumentException refused) {
      // as documented
    }
  }

  private static void originPattern(String text) {
    OriginPattern.Repository docker =
        new OriginPattern.Repository(
            "Docker", "Docker CE", Set.of("download.docker.com"), Set.of("noble"));
    new OriginPattern(text).takes(docker, "noble");
    OriginPattern.ofAllowedOrigin(text).takes(docker, "noble");
  }

  private static void unit(String text) {
    UnitFile unit = new UnitFile(UnitFile.parse("/etc/systemd/system/x.service", text));
    Host host = FakeHost.empty().host();
    for (UnitFile.Setting start : unit.valuesOf("Service", "ExecStart")) {
      UnitVariables.fill(host, unit, start.value());
    }
    UnitVariables.read(host, unit);
  }

  private static void words(String text) {
    Subnet.parse(text);
    VersionNumber.parse(text);
    VersionNumber.ofPackage(text);
  }
}
