# Copyright: hostready
# Apache License 2.0, see LICENSE
"""Options that all modules share."""

from __future__ import annotations


class ModuleDocFragment:

    DOCUMENTATION = r"""
options:
  pack:
    description:
      - Rule packs (by default V(docker-engine)).
      - Others are V(container-host), V(docker-swarm), V(docker-rootless) and V(kubernetes-node).
    type: list
    elements: str
    default: []
  rules:
    description:
      - Rules to check (by default all rules of the packs). With O(ignore:state=ready) they are fixed at any level and risk.
      - C(hostready rules list) lists the rules, C(hostready rules show RULE) explains one.
    type: list
    elements: str
    default: []
  rule_directories:
    description:
      - Directories with additional rules, and signed pack archives, on the host. An archive must be signed by a key in
        C(/etc/hostready/allowed-signers) there.
      - With C(become), only root may have write permission for them, their files and the directories above them.
    type: list
    elements: path
    default: []
  parameters:
    description:
      - Parameters of the packs. Values are strings, numbers or booleans. Quote versions, or YAML reads C(28.10) as the number 28.1.
      - >-
        V(docker-engine) has, among others, C(docker-version), the Docker version to check for, such as V(28) (by default the installed
        version, else V(29)); C(docker-source), V(docker) for Docker's own packages or V(distribution) for those of the distribution;
        C(docker-repository), the URL of a mirror, and C(docker-key-fingerprint), if the mirror has another signing key;
        C(data-root), C(storage-driver) and C(firewall-backend) (by default as in the host's daemon.json or docker.service).
      - An unknown name fails the task, and the message suggests the nearest one. C(hostready rules show RULE) shows what a rule uses.
    type: dict
    default: {}
  fail_on:
    description:
      - Lowest level of rules that block.
      - Without required rules Docker does not work; recommended rules are about how well it works.
    type: str
    choices: [required, recommended, optional]
    default: required
  waivers:
    description:
      - Accepted failures, each until a date. They are reported as waived, do not block, and are not fixed.
    type: list
    elements: dict
    suboptions:
      rule:
        description: The rule whose failure is accepted.
        type: str
        required: true
      reason:
        description: Why the failure is accepted, and by whom.
        type: str
        required: true
      until:
        description: Last day on which it is accepted, such as V(2027-03-31). Quote it.
        type: str
        required: true
      host:
        description: Only on hosts with this hostname; C(*) matches any characters.
        type: str
  waivers_file:
    description:
      - A file on the host with the same content. Cannot be combined with O(waivers).
    type: path
  prove:
    description:
      - Also run the functional tests (proofs) in temporary namespaces. After its own changes, M(hostready.core.host) runs them anyway.
      - Without root, these rules are unknown.
    type: bool
    default: false
  executable:
    description:
      - The program on the host.
      - By default, C(hostready) is searched in E(PATH), C(/opt/hostready/bin), C(/usr/local/bin) and C(/usr/bin).
    type: path
requirements:
  - hostready on the host, from the role P(hostready.core.docker_host#role), from install.sh or from the .deb. Java is not required.
notes:
  - Checks download and change nothing. A fix downloads only what it installs.
"""
