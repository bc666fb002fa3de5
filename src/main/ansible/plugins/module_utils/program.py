# Copyright: hostready
# Apache License 2.0, see LICENSE
"""The program hostready, as the modules call it: where it is, how it is run, what its documents mean."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import signal
import tempfile

SCHEMA_VERSION = 1

# Where the program is searched for if the option executable is not set.
DIRECTORIES = ("/opt/hostready/bin", "/usr/local/bin", "/usr/bin")

# User and password in an address, as in https://user:password@host.
CREDENTIALS = re.compile(r"://([^/\s]*)@")

LEVELS = ("required", "recommended", "optional")

# Where root's scratch directory is created: only root can write to it and its parents, as hostready requires of files that it reads as root.
ROOTS_SCRATCH = "/run"

# Steps that are made whole or not at all: one that failed has changed nothing.
ATOMIC = ("write-file", "remove-file", "make-directory", "fetch-key")

# Options of every module that asks for a judgement.
COMMON_SPEC = {
    "pack": {"type": "list", "elements": "str", "default": []},
    "rules": {"type": "list", "elements": "str", "default": []},
    "rule_directories": {"type": "list", "elements": "path", "default": []},
    "parameters": {"type": "dict", "default": {}},
    "fail_on": {"type": "str", "choices": list(LEVELS), "default": "required"},
    "waivers": {
        "type": "list",
        "elements": "dict",
        "options": {
            "rule": {"type": "str", "required": True},
            "reason": {"type": "str", "required": True},
            "until": {"type": "str", "required": True},
            "host": {"type": "str"},
        },
    },
    "waivers_file": {"type": "path"},
    "prove": {"type": "bool", "default": False},
    "executable": {"type": "path"},
}


class Refused(Exception):
    """What cannot be done, in hostready's words; more is what the task returns beside them, document what was printed."""

    def __init__(self, message, document=None, **more):
        super().__init__(message)
        self.message = message
        self.document = document
        self.more = more


class Program:
    """The program on this host. Runs it for one command and reads the document that it prints."""

    def __init__(self, module):
        self.module = module
        self._hide_credentials()
        self.executable = self._find(module.params.get("executable"))

    def _hide_credentials(self):
        """Takes users and passwords in addresses out of everything that Ansible prints; the program refuses such parameters."""
        for value in self.module.params["parameters"].values():
            for userinfo in CREDENTIALS.findall(str(value)):
                self.module.no_log_values.update(each for each in (userinfo, userinfo.partition(":")[2]) if each)

    def _find(self, named):
        if named:
            if os.path.isfile(named) and os.access(named, os.X_OK):
                return named
            raise Refused("executable is %r, and there is no program there that may be run; expected hostready's bin/hostready. "
                          "Install it there, or leave the option out." % named, installed=False)
        found = self.module.get_bin_path("hostready") or self.module.get_bin_path("hostready", opt_dirs=list(DIRECTORIES))
        if not found:
            raise Refused("hostready is not on this host: it is in no directory of PATH, and not in %s. "
                          "Install it with the role hostready.core.docker_host, with install.sh or as a .deb, "
                          "or name it with the option executable." % ", ".join(DIRECTORIES), installed=False)
        return found

    def run(self, command, words, good):
        """Runs a command with --format json. Exit codes in good come with a document; others are refusals."""
        argv = [self.executable, command, "--format", "json"] + words
        try:
            code, out, err = self.module.run_command(argv, environ_update={"LC_ALL": "C.UTF-8", "NO_COLOR": "1"},
                                                     expand_user_and_vars=False, handle_exceptions=False)
        except (OSError, IOError) as failed:
            raise Refused("%s could not be started: %s. Expected hostready's bin/hostready, whole and for this machine; "
                          "install it again." % (self.executable, failed.strerror or failed), installed=False)
        if code not in good:
            raise Refused(_why(argv, code, err), rc=code, document=_parsed(out), stderr=err)
        document = _parsed(out)
        if document is None and out.lstrip().startswith("{"):
            raise Refused("the JSON document of '%s' breaks off after %d characters; expected it whole. Run that on the host to see why."
                          % (" ".join(argv), len(out)), rc=code, stderr=err)
        if document is None:
            raise Refused("%s printed no JSON document; expected one from '%s --format json'. Is it hostready? It began with: %s"
                          % (self.executable, command, (out or err).strip()[:200] or "nothing"), rc=code, stderr=err)
        if document.get("schemaVersion") != SCHEMA_VERSION:
            raise Refused("%s writes documents of schema version %r, expected %d. Use a version of the collection that fits it."
                          % (self.executable, document.get("schemaVersion"), SCHEMA_VERSION), rc=code)
        return code, document, err

    def words(self):
        """The command line for the module's options: packs, rules, parameters, waivers."""
        params = self.module.params
        words = []
        for pack in params["pack"]:
            words += ["--pack", pack]
        for directory in params["rule_directories"]:
            words += ["--rules", directory]
        for name in sorted(params["parameters"]):
            words += ["--set", "%s=%s" % (name, _scalar(name, params["parameters"][name]))]
        words += ["--fail-on", params["fail_on"]]
        waivers = self._waivers_file()
        if waivers:
            words += ["--waivers", waivers]
        if params["prove"]:
            words += ["--prove"]
        return words

    def rules(self):
        """Names of rules, last on the command line and never taken for options."""
        return ["--"] + self.module.params["rules"] if self.module.params["rules"] else []

    def _waivers_file(self):
        params = self.module.params
        if not params["waivers"]:
            return params["waivers_file"]
        waivers = [{key: each[key] for key in sorted(each) if each[key] is not None} for each in params["waivers"]]
        path = ROOTS_SCRATCH
        try:
            path = os.path.join(self._scratch(), "waivers.yaml")
            with open(path, "w", encoding="utf-8") as file:
                # JSON is YAML, and needs no library here.
                json.dump({"waivers": waivers}, file, indent=1)
        except (OSError, IOError) as failed:
            raise Refused("the waivers could not be written to %s: %s. Expected room there." % (path, failed.strerror or failed))
        return path

    def _scratch(self):
        """A directory for this run. With become, Ansible's own is in the home directory of the user who connected."""
        if os.geteuid() != 0:
            return self.module.tmpdir
        directory = tempfile.mkdtemp(prefix="hostready-ansible-", dir=ROOTS_SCRATCH)
        atexit.register(shutil.rmtree, directory, ignore_errors=True)
        return directory


def _parsed(text):
    try:
        document = json.loads(text)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _scalar(name, value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    raise Refused("the parameter %s is %s; expected a text or a number. Several values are written as one text, "
                  "as 'hostready rules list' shows them." % (name, "empty" if value is None else "a %s" % type(value).__name__))


def _why(argv, code, err):
    """Why a run failed: hostready's own message, unless a signal ended it."""
    number = -code if code < 0 else code - 128
    if not 0 < number < 65:
        return messages(err) or "hostready ended with exit code %d and printed nothing; run '%s' on the host." % (code, " ".join(argv))
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = "signal %d" % number
    words = ["hostready was ended by %s%s." % (name, ", its last words: " + messages(err).rstrip(".") if messages(err) else "")]
    if argv[1] in ("fix", "undo"):
        words.append("What it changed is in its journal on the host: state ready continues the run, state undone reverts it.")
    return " ".join(words)


def messages(err):
    """hostready's own messages on standard error, without its plan and its progress."""
    lines = [line.rstrip() for line in err.splitlines() if line.strip()]
    own = [line[len("hostready: "):] for line in lines if line.startswith("hostready: ")]
    # Errors in options, rules and waivers are a line each, followed by their count.
    if own and re.fullmatch(r"\d+ errors?( in \d+ files?)?", own[-1]):
        own = [line[len("hostready: "):] if line.startswith("hostready: ") else line for line in lines]
    return " ".join(each[:1].upper() + each[1:] if number else each for number, each in enumerate(own or lines[-3:]))


def outcome(report):
    """The outcome of a report; a host that is ready but for a reboot or a new login is pending."""
    word = report.get("outcome", "undecided")
    return "pending" if word == "ready" and pending(report) else word


def pending(report):
    """What must happen before fixes count: of 'reboot' and 'relogin', those that are waited for."""
    return {each["pending"] for each in report.get("results", []) if each.get("pending")}


def counting(report, verdict):
    """The results with a verdict whose level decides about the host, in few words each."""
    decisive = LEVELS[:LEVELS.index(report.get("failOn", "required")) + 1]
    return [
        {
            "rule": each["rule"],
            "title": each["title"],
            "level": each["level"],
            "reason": each["reason"],
            "to_do": (each.get("fix") or {}).get("summary"),
            "automatic": (each.get("fix") or {}).get("automatic", False),
        }
        for each in report.get("results", [])
        if each["verdict"] == verdict and each["level"] in decisive and not each.get("pending")
    ]


def judgement(report):
    """What every module returns about a host, from a report."""
    word = outcome(report)
    return {
        "ready": word == "ready",
        "outcome": word,
        "failed_rules": counting(report, "fail"),
        "unknown_rules": counting(report, "unknown"),
        "reboot_required": "reboot" in pending(report),
        "relogin_required": "relogin" in pending(report),
        "results": report.get("results", []),
        "report": report,
    }


def sentence(judged):
    """A host's outcome in words, with the rules that decided it."""
    name = (judged["report"].get("host") or {}).get("hostname") or "the host"
    if judged["outcome"] == "ready":
        return "%s is ready" % name
    if judged["outcome"] == "pending":
        waits = [words for words, due in (("a reboot", judged["reboot_required"]), ("a new login", judged["relogin_required"])) if due]
        return "%s is ready after %s" % (name, " and ".join(waits) or "what is pending")
    words = []
    for each in judged["failed_rules"]:
        words.append("%s fails: %s%s" % (each["rule"], each["reason"].rstrip("."), ". To do: %s" % each["to_do"] if each["to_do"] else ""))
    for each in judged["unknown_rules"]:
        words.append("%s is unknown: %s" % (each["rule"], each["reason"]))
    head = "%s is not ready" if judged["outcome"] == "not-ready" else "it is undecided whether %s is ready"
    return "%s: %s" % (head % name, "; ".join(each.rstrip(".") for each in words)) if words else head % name


def changes(document):
    """The changes of a plan or a fix, in order; what only looks is left out."""
    listed = []
    for step in document.get("steps", []):
        for change in step.get("changes", []):
            if not change.get("changesHost", True):
                continue
            each = {"rule": step["rule"], "risk": step["risk"], "kind": change["kind"], "what": change["what"], "undo": change["undo"]}
            for key in ("path", "argv", "outcome", "note"):
                if change.get(key) is not None:
                    each[key] = change[key]
            listed.append(each)
    return listed


def is_changed(made):
    """Whether any of these changes has changed the host."""
    return any(each.get("outcome") == "done" or each.get("outcome") == "failed" and each["kind"] not in ATOMIC for each in made)


def differences(document, only_done=False):
    """Before and after of every file of a plan or a fix, as Ansible shows them with --diff."""
    listed = []
    for step in document.get("steps", []):
        for change in step.get("changes", []):
            if change["kind"] not in ("write-file", "remove-file", "fetch-key") or only_done and change.get("outcome") != "done":
                continue
            listed.append(_difference(change))
    return listed


def _difference(change):
    path = change["path"]
    was = change.get("before") or {}
    there = was.get("type") == "file"
    if change["kind"] == "fetch-key":
        after = "OpenPGP key %s, and no other\nfrom %s\n" % (change["fingerprint"], change["url"])
    else:
        after = change.get("text", "")
    one = {
        "before_header": _header(path, was.get("mode")) if there else "/dev/null",
        "before": change.get("beforeText") or "",
        "after_header": "/dev/null" if change["kind"] == "remove-file" else _header(path, change.get("mode")),
        "after": after,
    }
    if "beforeBase64" in change:
        one["src_binary"] = 1
    if "base64" in change:
        one["dst_binary"] = 1
    return one


def _header(path, mode):
    return "%s (mode %s)" % (path, mode) if mode else path
