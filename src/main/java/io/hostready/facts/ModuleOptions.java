package io.hostready.facts;

import java.util.Map;
import java.util.Optional;

/**
 * The kernel option that builds a module, for modules that Docker uses. If a feature is built into
 * the kernel and has no file in /proc or /sys, only the kernel config shows it. Source: the
 * kernel's Makefiles, {@code obj-$(CONFIG_X) += name.o}.
 */
final class ModuleOptions {

  private static final Map<String, String> BY_MODULE =
      Map.ofEntries(
          Map.entry("br_netfilter", "BRIDGE_NETFILTER"),
          Map.entry("bridge", "BRIDGE"),
          Map.entry("btrfs", "BTRFS_FS"),
          Map.entry("dm_mod", "BLK_DEV_DM"),
          Map.entry("dm_thin_pool", "DM_THIN_PROVISIONING"),
          Map.entry("dummy", "DUMMY"),
          Map.entry("esp4", "INET_ESP"),
          Map.entry("ext4", "EXT4_FS"),
          Map.entry("fuse", "FUSE_FS"),
          Map.entry("ip_set", "IP_SET"),
          Map.entry("ip_set_hash_net", "IP_SET_HASH_NET"),
          Map.entry("ipt_MASQUERADE", "IP_NF_TARGET_MASQUERADE"),
          Map.entry("ip_tables", "IP_NF_IPTABLES"),
          Map.entry("ip_vs", "IP_VS"),
          Map.entry("ip_vs_rr", "IP_VS_RR"),
          Map.entry("iptable_filter", "IP_NF_FILTER"),
          Map.entry("iptable_mangle", "IP_NF_MANGLE"),
          Map.entry("iptable_nat", "IP_NF_NAT"),
          Map.entry("iptable_raw", "IP_NF_RAW"),
          Map.entry("ip6table_filter", "IP6_NF_FILTER"),
          Map.entry("ip6table_mangle", "IP6_NF_MANGLE"),
          Map.entry("ip6table_nat", "IP6_NF_NAT"),
          Map.entry("ip6table_raw", "IP6_NF_RAW"),
          Map.entry("ipvlan", "IPVLAN"),
          Map.entry("macvlan", "MACVLAN"),
          Map.entry("nf_conntrack", "NF_CONNTRACK"),
          Map.entry("nf_conntrack_netlink", "NF_CT_NETLINK"),
          Map.entry("nf_nat", "NF_NAT"),
          Map.entry("nf_tables", "NF_TABLES"),
          Map.entry("nft_compat", "NFT_COMPAT"),
          Map.entry("nft_ct", "NFT_CT"),
          Map.entry("nft_fib", "NFT_FIB"),
          Map.entry("nft_fib_ipv4", "NFT_FIB_IPV4"),
          Map.entry("nft_fib_ipv6", "NFT_FIB_IPV6"),
          Map.entry("nft_masq", "NFT_MASQ"),
          Map.entry("nft_nat", "NFT_NAT"),
          Map.entry("overlay", "OVERLAY_FS"),
          Map.entry("tun", "TUN"),
          Map.entry("veth", "VETH"),
          Map.entry("vxlan", "VXLAN"),
          Map.entry("x_tables", "NETFILTER_XTABLES"),
          Map.entry("xfrm_user", "XFRM_USER"),
          Map.entry("xfs", "XFS_FS"),
          Map.entry("xt_MASQUERADE", "NETFILTER_XT_TARGET_MASQUERADE"),
          Map.entry("xt_addrtype", "NETFILTER_XT_MATCH_ADDRTYPE"),
          Map.entry("xt_bpf", "NETFILTER_XT_MATCH_BPF"),
          Map.entry("xt_conntrack", "NETFILTER_XT_MATCH_CONNTRACK"),
          Map.entry("xt_ipvs", "NETFILTER_XT_MATCH_IPVS"),
          Map.entry("xt_nat", "NETFILTER_XT_NAT"),
          Map.entry("xt_set", "NETFILTER_XT_SET"),
          Map.entry("xt_mark", "NETFILTER_XT_MARK"));

  private ModuleOptions() {}

  static Optional<String> ofModule(String name) {
    return Optional.ofNullable(BY_MODULE.get(name));
  }
}
