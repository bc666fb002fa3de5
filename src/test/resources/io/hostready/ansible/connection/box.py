# Copyright: hostready
# Apache License 2.0, see LICENSE
"""Runs Ansible's modules in a throw-away host of the tests, through its namespaces."""

from __future__ import annotations

DOCUMENTATION = """
name: box
short_description: a throw-away host of the tests
description: Enters the namespaces of a process. Source, scripts/testbed/box.
author: hostready
options:
  pid:
    description: the first process of the host, as seen from here
    type: int
    required: true
    vars: [{name: box_pid}]
"""

import subprocess

from ansible.errors import AnsibleConnectionFailure
from ansible.plugins.connection import ConnectionBase


class Connection(ConnectionBase):

    transport = "box"
    has_pipelining = True

    def _connect(self):
        self._connected = True
        return self

    def _run(self, argv, data=b""):
        pid = str(self.get_option("pid"))
        way = ["nsenter", "-t", pid, "-m", "-n", "-p", "-i", "-u", "-C", "--",
               "setpriv", "--bounding-set=-sys_module,-sys_boot,-sys_time,-sys_rawio", "env", "-i", "HOME=/root", "LANG=C.UTF-8",
               "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
        ran = subprocess.run(way + argv, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd="/", check=False)
        if ran.stderr.startswith(b"nsenter: "):
            raise AnsibleConnectionFailure("no host: %s" % ran.stderr.decode())
        return ran.returncode, ran.stdout, ran.stderr

    def exec_command(self, cmd, in_data=None, sudoable=True):
        super().exec_command(cmd, in_data=in_data, sudoable=sudoable)
        return self._run(["sh", "-c", cmd], in_data or b"")

    def put_file(self, in_path, out_path):
        with open(in_path, "rb") as file:
            code, _out, err = self._run(["sh", "-c", 'cat >"$1"', "sh", out_path], file.read())
        if code:
            raise AnsibleConnectionFailure("%s could not be written: %s" % (out_path, err.decode()))

    def fetch_file(self, in_path, out_path):
        code, out, err = self._run(["cat", in_path])
        if code:
            raise AnsibleConnectionFailure("%s could not be read: %s" % (in_path, err.decode()))
        with open(out_path, "wb") as file:
            file.write(out)

    def close(self):
        self._connected = False
