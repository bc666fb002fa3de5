#!/bin/sh
# shellcheck disable=SC2086,SC2170,SC2195 # lists of words; filled in
# Starts hostready with the Java that came with it. Runs no command before it, but on systems that scripts/package
# does not know. @WORDS@ between at signs are filled in there.
# home:
self=$0
case $self in
*/*) ;;
*) self=$(command -v -- "$self") ;;
esac
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
[ ! -h "$self" ] || self=$(readlink -f -- "$self")
case $self in
/*/bin/hostready) home=${self%/bin/hostready} ;;
*/bin/hostready) home=$PWD/${self%/bin/hostready} ;;
*) home='' ;;
esac
case $home in
*/..* | *:*) home='' ;;
esac
[ -n "$home" ] && [ -e "$home/runtime" ] || home=$(CDPATH='' cd -P -- "$(dirname -- "$self")/.." && pwd -P)
# Java would end with 1 there, which is a verdict.
case $home in
*:*)
  echo "hostready: it lies in '$home', and Java takes no folder with a colon. Nothing was done. Move it, such as to /opt/hostready." >&2
  exit 2
  ;;
esac
[ -d "$PWD" ] || [ -n "$(pwd -P 2>/dev/null)" ] || {
  echo "hostready: the current folder is gone, and Java needs one. Nothing was done. Change to another: cd /" >&2
  exit 2
}
# glibc: Java needs @GLIBC@. These releases have it; elsewhere getconf(1) is asked.
id='' release=''
if [ -r /etc/os-release ]; then
  while IFS='=' read -r key value; do
    value=${value#[\"\']}
    case $key in
    ID) id=${value%[\"\']} ;;
    VERSION_ID) release=${value%[\"\']} ;;
    esac
  done </etc/os-release
fi
case $id-$release in
@RELEASES@) ;;
*)
  libc=$(getconf GNU_LIBC_VERSION 2>/dev/null) || libc='no glibc'
  case $libc in
  'glibc 2.'[0-9]*) minor=${libc#glibc 2.} minor=${minor%%.*} ;;
  'glibc '[3-9]*) minor=999 ;;
  *) minor=0 ;;
  esac
  if [ "$minor" -lt @GLIBC_MINOR@ ]; then
    echo "hostready: this host has $libc; the Java in $home needs glibc @GLIBC@ or newer, as in Debian 13 and Ubuntu 24.04. Nothing was done. Check this host from another one: hostready check --host DIR." >&2
    exit 2
  fi
  ;;
esac
# start: the messages of the C library are read, so they must be English; classes and options of others are not for
# this Java. What is written is for its owner alone to change.
export LC_ALL=C.UTF-8
unset CLASSPATH JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS JDK_AOT_VM_OPTIONS LD_PRELOAD LD_LIBRARY_PATH
umask go-w
# Should Java crash, it tells standard error why, and leaves no file where the operator works.
# shellcheck disable=SC3045 # dash has it
ulimit -S -c 0 2>/dev/null || :
# Two caches of classes, one on top of the other. What does not fit the modules Java leaves alone, and says so; what is not
# there need not be mentioned.
cache=-XX:SharedArchiveFile=$home/lib/@NAME@.aot
[ ! -e "$home/lib/@NAME@.jsa" ] || cache=$cache:$home/lib/@NAME@.jsa
[ -e "$home/lib/@NAME@.aot" ] || cache=-Xshare:off
exec "$home/runtime/bin/java" @FLAGS@ "$cache" "-Dhostready.rules=$home/rules" -Dhostready.version=@VERSION@ \
  -m hostready/io.hostready.cli.Hostready "$@"
