#!/bin/sh
# Starts hostready with the Java and the C library that came with it; it needs neither of the host.
self=$0
case $self in
*/*) ;;
*) self=$(command -v -- "$self") ;;
esac
[ ! -h "$self" ] || self=$(PATH=/usr/bin:/bin readlink -f -- "$self")
home=$(CDPATH='' cd -P -- "${self%/*}/.." 2>/dev/null && pwd -P)
case $home in
'' | *[:\;]*)
  echo "hostready: it is in the directory '$home'; expected a path without a colon or semicolon, which separate directories for Java. Move it, for example to /opt/hostready." >&2
  exit 2
  ;;
esac
[ -d "$PWD" ] || [ -n "$(pwd -P 2>/dev/null)" ] || {
  echo "hostready: the current directory cannot be determined: it was removed, or a directory above it is not accessible; expected to find relative paths from it. Run 'cd /' and hostready again." >&2
  exit 2
}
# Java reserves more than it uses. Without that it would end with 1, which is a verdict.
# shellcheck disable=SC3045 # dash, bash, busybox and mksh have -v, -S and -c
limit=$(ulimit -v 2>/dev/null) || limit=unlimited
[ "$limit" = unlimited ] || [ "$limit" -ge 3000000 ] || {
  echo "hostready: the address space is limited to $limit KiB (ulimit -v); expected at least 3000000 for Java. Run 'ulimit -v unlimited' and hostready again." >&2
  exit 4
}
# shellcheck disable=SC3045
ulimit -S -c 0
# File names are UTF-8, and messages of the C library are read as English. Options and libraries for other programs are ignored.
export LC_ALL=C.UTF-8
unset CLASSPATH JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS JDK_AOT_VM_OPTIONS LD_PRELOAD LD_LIBRARY_PATH
umask go-w
exec "$home/runtime/bin/@LOADER@" --inhibit-cache --library-path "$home/runtime/lib/glibc" "$home/runtime/bin/java" \
  @OPTIONS@ "-XX:AOTCache=$home/runtime/lib/hostready.aot" -m hostready/io.hostready.cli.Hostready "$@"
