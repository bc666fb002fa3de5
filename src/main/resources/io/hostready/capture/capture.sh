# Prints a capture of this host. Writes no file and changes nothing: it calls only programs that
# read. Needs sh, awk, sort, and coreutils or busybox. Made by hostready; src/docs/trust.md
# describes it.
# shellcheck shell=sh

nl='
'
tab='	'
nl_tab_backslash="[\\\\$nl$tab]"
IFS=' '
LC_ALL=C
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
unset CDPATH ENV BASH_ENV POSIXLY_CORRECT
max_content=16777216 # HostFiles.MAX_BYTES
max_output=4194304   # the maximum size of each output of a command
cd / || exit 1

case $(command -V print 2>/dev/null) in
  *builtin*) raw() { print -rn -- "$1"; } ;; # mksh has no builtin printf
  *) raw() { printf '%s' "$1"; } ;;
esac

put() { raw "$1$nl"; }

# Sets $encoded: a path without line ends and tabs.
encode() {
  encoded=$1
  case $1 in
    *$nl_tab_backslash*)
      encoded=
      remaining=$1
      while :; do
        plain=${remaining%%$nl_tab_backslash*}
        encoded=$encoded$plain
        remaining=${remaining#"$plain"}
        case $remaining in
          "$nl"*) encoded=$encoded'\012' ;;
          "$tab"*) encoded=$encoded'\011' ;;
          '') break ;;
          *) encoded=$encoded'\134' ;;
        esac
        remaining=${remaining#?}
      done
      ;;
  esac
}

# Sets $decoded.
decode() {
  decoded=$1
  case $1 in
    *\\*)
      decoded=
      remaining=$1
      while :; do
        plain=${remaining%%\\*}
        decoded=$decoded$plain
        remaining=${remaining#"$plain"}
        case $remaining in
          \\012*) decoded=$decoded$nl ;;
          \\011*) decoded=$decoded$tab ;;
          '') break ;;
          *) decoded=$decoded\\ ;;
        esac
        remaining=${remaining#????}
      done
      ;;
  esac
}

# --- First step: resolve paths, and print each path that they lead through ---

parent=
parent_at=

# walk KIND PATH: prints lines for sort, and 'c' or 'd' for a content or listing at the end.
walk() {
  kind=$1
  path=$2
  links=0
  at=
  rest=$path
  base=/${path##*/}
  has_parent=no
  if [ "${path%/*}" = "$parent" ] && [ -n "$parent" ]; then
    at=$parent_at
    rest=$base
    has_parent=yes
  fi
  while :; do
    if [ $has_parent = no ] && [ "$rest" = "$base" ]; then
      has_parent=yes
      parent=${path%/*}
      parent_at=$at
    fi
    while [ "${rest#/}" != "$rest" ]; do rest=${rest#/}; done
    [ -n "$rest" ] || break
    name=${rest%%/*}
    rest=${rest#"$name"}
    case $name in
      .) continue ;;
      ..)
        at=${at%/*}
        continue
        ;;
    esac
    step=$at/$name
    case $rest in
      *[!/.]* | *..*) last=no ;;
      *) last=yes ;;
    esac
    encode "$step"
    case $step in
      # Links without a path as target: proc(5).
      /proc/*/exe | /proc/*/cwd | /proc/*/root | /proc/*/fd/* | /proc/*/ns/* | /proc/*/map_files/*)
        put "M $encoded"
        [ -e "$step" ] || return 0
        [ -d "$step" ] || [ $last = yes ] || return 0
        at=$step
        ;;
      *)
        put "S $encoded"
        if [ -L "$step" ]; then
          case $step in
            /proc/self) target=$$ ;;
            /proc/thread-self) target=$$/task/$$ ;;
            *)
              target=$(readlink "$step" && echo .) || target="$nl."
              target=${target%"$nl."}
              ;;
          esac
          link=$encoded
          encode "$target"
          put "L $link$tab$encoded"
          if [ $last = yes ] && [ "$kind" = l ]; then
            at=$step
            break
          fi
          links=$((links + 1))
          [ $links -le 40 ] && [ -n "$target" ] || return 0
          case $target in /*) at= ;; esac
          rest=$target$rest
        elif [ -d "$step" ]; then
          at=$step
        elif [ -e "$step" ] && [ $last = yes ]; then
          at=$step
        else
          return 0
        fi
        ;;
    esac
  done
  case $kind in
    c | d)
      encode "${at:-/}"
      end=$encoded
      [ "$path" = "$at" ] || {
        encode "$path"
        put "R $end$tab$encoded"
      }
      put "$kind $end"
      ;;
  esac
}

# Questions about paths: content, listing, status, status of a link.
c() { for asked; do walk c "$asked"; done; }
d() { for asked; do walk d "$asked"; done; }
s() { for asked; do walk s "$asked"; done; }
l() { for asked; do walk l "$asked"; done; }

# each KIND PATH...: the same about those paths of a pattern that exist.
each() {
  each_kind=$1
  shift
  for asked; do
    if [ -e "$asked" ] || [ -L "$asked" ]; then walk "$each_kind" "$asked"; fi
  done
}

# Home directories of users, at most 200.
homes() { cut -d: -f6 /etc/passwd | sort -u | grep '^/.*[^/]$' | head -n 200; }

# --- Second step: answer the lines of the first step ---

# status_one PATH [-L]
status_one() {
  encode "$1"
  put "s $encoded"
  if reply=$(stat ${2+"$2"} -c '%f %u %g %s' -- "$1" 2>&1); then
    put "= $reply"
  else
    put "! ${reply##*: }"
  fi
}

# status_all PATH...: all of them exist, or none does.
status_all() {
  [ $# -gt 0 ] || return 0
  if reply=$(stat -c '%f %u %g %s' -- "$@" 2>&1); then
    for one; do
      encode "$one"
      put "s $encoded"
    done
    IFS=$nl
    for one in $reply; do raw "= $one$nl"; done
    IFS=' '
    return 0
  fi
  all_absent=yes
  IFS=$nl
  set -f
  for one in $reply; do
    case $one in
      *': No such file or directory' | *': Not a directory') ;;
      *) all_absent=no ;;
    esac
  done
  set +f
  IFS=' '
  for one; do
    if [ $all_absent = yes ]; then
      encode "$one"
      put "s $encoded"
      put "! No such file or directory"
    else
      status_one "$one"
    fi
  done
}

# Sends the standard input as one line: NUL, LF and two bytes that UTF-8 does not have are replaced
# by bytes that UTF-8 does not have.
one_line() {
  tr '\000\012\375\377' '\377\375\376\376' >&4
  put '' >&4
}

# A program for sh, PATH SIZE: between the first step and this one, the owner of a directory can have
# replaced a file by a link. What is read is what was opened, and that must have the same path.
# shellcheck disable=SC2016
read_resolved='
{
  if [ "$(readlink /proc/self/fd/0 && echo .)" = "$1
." ]; then exec head -c "$2"; fi
  echo ": it was replaced while the host was captured" >&2
} <"$1" || head -c 0 -- "$1"
'

limited_reading() {
  case $1 in
    # No user can replace these.
    /proc/*) timeout -s KILL 10 head -c $((max_content + 1)) -- "$1" ;;
    *) timeout -s KILL 10 sh -c "$read_resolved" sh "$1" $((max_content + 1)) ;;
  esac
}

# content PATH: a file that is not regular is not opened.
content() {
  encode "$1"
  put "c $encoded"
  reply=
  if [ -d "$1" ]; then
    reply=': it is a directory, not a regular file'
  elif [ -S "$1" ]; then
    reply=': it is a socket, not a regular file'
  elif [ -p "$1" ]; then
    reply=': it is a fifo, not a regular file'
  elif [ -e "$1" ] && [ ! -f "$1" ]; then
    reply=': it is a device, not a regular file'
  fi
  if [ -n "$reply" ]; then
    put ''
  else
    reply=$({ { limited_reading "$1" 2>&1 >&3 </dev/null ||
      case $? in 124 | 137 | 143)
        echo ': reading it did not end within 10 s; it may have been replaced by a FIFO (named pipe)'
        ;;
      esac; } 3>&1 >&5 | one_line; } 5>&1)
  fi
  put "! ${reply##*: }"
}

listing() {
  [ -d "$1" ] || return 0
  encode "$1"
  put "d $encoded"
  has_names=no
  for one in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    name=${one##*/}
    case $name in
      '*' | '.[!.]*' | '..?*') [ -e "$one" ] || [ -L "$one" ] || continue ;;
    esac
    has_names=yes
    encode "$name"
    put " $encoded"
  done
  reply=
  [ $has_names = yes ] || reply=$(ls -- "$1" 2>&1 >/dev/null)
  put "! ${reply##*: }"
}

answer() {
  set --
  batch=
  while IFS= read -r line; do
    kind=${line%% *}
    decode "${line#* }"
    case $kind in
      S)
        if [ -e "$decoded" ] || [ -L "$decoded" ]; then is=there; else is=absent; fi
        if [ "$is" != "$batch" ] || [ $# -ge 100 ]; then
          status_all "$@"
          set --
          batch=$is
        fi
        set -- "$@" "$decoded"
        continue
        ;;
      L | R) put "$line" ;;
      M) status_one "$decoded" -L ;;
    esac
    status_all "$@"
    set --
    case $kind in
      c) content "$decoded" ;;
      d) listing "$decoded" ;;
    esac
  done
  status_all "$@"
}

# --- Questions that files cannot answer ---

# find_program NAME: sets $program.
find_program() {
  case $1 in
    */*)
      program=$1
      [ -f "$program" ] && [ -x "$program" ]
      return
      ;;
  esac
  IFS=:
  for program in $PATH; do
    program=$program/$1
    if [ -f "$program" ] && [ -x "$program" ]; then
      IFS=' '
      return 0
    fi
  done
  IFS=' '
  return 1
}

seconds() { date +%s; }

# limited SECONDS PROGRAM ARGUMENT...: sends standard output, standard error; sets $exit, or
# 'timeout', or 'cut'.
limited() {
  limit=$1
  shift
  began=$(seconds)
  reply=$({ {
    exec 2>/dev/null # bash reports a program that was killed
    env -i PATH="$PATH" LC_ALL=C.UTF-8 HOME=/root TERM=dumb \
    timeout -s KILL "$limit" "$@" </dev/null 2>&1 >&3 3>&- 4>&- 5>&-; echo "=$?"; } 3>&1 >&5 |
    timeout -s KILL $((limit + 2)) head -c $((max_output + 1)) | one_line; } 5>&1 |
    head -c $((max_output + 9)) | tr '\000\377' '\377\376')
  exit=${reply##*=}
  raw "${reply%=*}" | one_line
  case $exit in
    124 | 137 | 143) [ $(($(seconds) - began)) -lt "$limit" ] || exit='timeout' ;;
    '' | *[!0-9]*) exit='cut' ;;
  esac
}

# run TEXT SECONDS PROGRAM ARGUMENT...
run() {
  put "x $1"
  limit=$2
  shift 2
  if find_program "$1"; then
    short=$1
    shift
    limited "$limit" "$program" "$@"
    case $exit in
      timeout) put "n '$short' did not end within $limit.0 s" ;;
      cut) put "n '$short' wrote more than 4 MiB" ;;
      *) put "e $exit $short" ;;
    esac
  else
    put ''
    put ''
    put "m $1"
  fi
}

# left_out TEXT WHY
left_out() {
  put "x $1$nl$nl${nl}l $2"
}

# socket SECONDS SOCKET PATH: an HTTP GET; the exit codes are those of curl.
socket() {
  put "x GET unix://$2$3"
  if [ ! -e "$2" ]; then
    put "$nl${nl}m $2"
  elif [ ! -w "$2" ]; then
    put "$nl${nl}n $2: Permission denied"
  elif find_program curl; then
    limited "$1" "$program" -q -s -0 -m "$1" -w '\n%{http_code}' --unix-socket "$2" "http://docker$3"
    case $exit in
      0) put "h" ;;
      7) put "f 7 no process listens on $2" ;;
      28 | timeout) put "f 28 no answer within $1 s" ;;
      *) put "f 52 the answer is not HTTP" ;;
    esac
  else
    put "$nl${nl}n $2: the script asks it with curl, which is not installed"
  fi
}

# variable NAME: of process 1.
variable() {
  put "v $1"
  content /proc/1/environ
}

# --- Questions, and the manifest ---

files() {
  :
@FILES@
}

others() {
  :
@OTHERS@
}

manifest() {
@MANIFEST@
}

# --- Third step: leave secrets out, and write the capture ---

# shellcheck disable=SC2016 # a program for awk
program_of_writer='
@WRITER@
'

main() {
  for needed in awk base64 cut date env grep head ls readlink sha256sum sort stat timeout tr; do
    if ! find_program $needed; then
      echo "hostready: this host has no program $needed in $PATH" >&2
      exit 1
    fi
  done
  if [ "$(id -u)" = 0 ]; then by_root=true; else by_root=false; fi
  {
    exec 4>&1
    manifest
    put "B $by_root"
    put "A $(date -u +%Y-%m-%dT%H:%M:%SZ)"
    { echo 'S /'; files; } | sort -u | answer
    others
  } </dev/null | awk "$program_of_writer" | tr '\377' '\000'
}

main
