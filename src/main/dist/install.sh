#!/bin/sh
{ # All is read before anything is done: what is cut off is a syntax error.
# Installs hostready on a host that has nothing for it: no Java, no package manager needed.
#
#   install.sh [--prefix DIR] [--sha256 HEX] [--allow-loopback-http] [SOURCE]
#   install.sh [--prefix DIR] --uninstall
#
# SOURCE is hostready-VERSION-linux-ARCH.tar.xz, a file or an https:// address; or a directory or address that ends in /
# and holds the archive and SHA256SUMS. Without SOURCE: the directory of this script. The archive's checksum must be the
# one given by --sha256. Without --sha256 it is the one in SHA256SUMS beside the archive, which proves only that the
# archive is complete: whoever can replace the one can replace the other.
#
# No address but https:// is taken, and no redirect to another. --allow-loopback-http also takes http:// of this machine
# itself (127.0.0.1, [::1], localhost), as for a tunnel.
#
# Unpacks to /opt/hostready and links /usr/local/bin/hostready to it. With --prefix: to DIR/lib/hostready, and links
# DIR/bin/hostready. A version that is there already is replaced. /var/lib/hostready, where changes are remembered to
# be undone, is never touched.
set -eu
umask 022

# What is linked into $base, each to the same place in $home.
links='bin/hostready share/man/man1/hostready.1.gz share/bash-completion/completions/hostready
  share/zsh/site-functions/_hostready'

say() { echo "install.sh: $*" >&2; }
fail() {
  say "$*"
  exit 1
}
usage() { fail "$1 Usage: install.sh [--prefix DIR] [--sha256 HEX] [--allow-loopback-http] [--uninstall] [SOURCE]"; }

help() {
  cat <<'HELP'
install.sh [--prefix DIR] [--sha256 HEX] [--allow-loopback-http] [SOURCE]    installs hostready
install.sh [--prefix DIR] --uninstall                                        removes it again

SOURCE: hostready-VERSION-linux-ARCH.tar.xz as a file or an https:// address, or a directory or address that ends in /
and holds it. Without SOURCE: the directory of this script. Its checksum is the one of --sha256, else the one in
SHA256SUMS beside it. --allow-loopback-http also takes http:// addresses of this machine itself.
HELP
}

arguments() {
  home=/opt/hostready
  base=/usr/local
  checksum=''
  loopback=''
  uninstall=''
  source=''
  while [ $# -gt 0 ]; do
    case $1 in
    --prefix | --sha256)
      [ $# -gt 1 ] || usage "$1 has no value."
      if [ "$1" = --sha256 ]; then
        checksum=$2
      else
        case $2 in /*) base=$2 ;; *) base=$PWD/$2 ;; esac
        home=$base/lib/hostready
      fi
      shift
      ;;
    --allow-loopback-http) loopback=1 ;;
    --uninstall) uninstall=1 ;;
    -h | --help)
      help
      exit 0
      ;;
    -*) usage "'$1' is no option." ;;
    *)
      [ -z "$source" ] || usage "two sources are given, '$source' and '$1'; expected one."
      source=$1
      ;;
    esac
    shift
  done
}

ours() { [ -x "$1/bin/hostready" ] && [ -d "$1/runtime" ] && [ -d "$1/rules" ]; }
linked() { [ -h "$base/$1" ] && [ "$(readlink -- "$base/$1")" = "$home/$1" ]; }
unlink_all() {
  for link in $links; do
    ! linked "$link" || rm -- "$base/$link"
  done
}

uninstall() {
  [ -z "$source" ] || usage "--uninstall takes no source."
  unlink_all
  if [ ! -e "$home" ]; then
    say "$home is not there, nothing to remove."
  elif ours "$home"; then
    rm -rf -- "$home"
    say "removed $home."
    [ ! -d /var/lib/hostready ] || say "/var/lib/hostready is kept: what was changed can be undone after installing again."
  else
    fail "$home is not hostready's; expected bin/hostready, runtime and rules in it. Remove it by hand."
  fi
}

# Looks at the place where it is to be, and at the machine.
destination() {
  [ ! -e "$home" ] && [ ! -h "$home" ] || ours "$home" ||
    fail "$home is there and is not hostready's. Move it away, or choose another place with --prefix."
  for link in $links; do
    [ ! -e "$base/$link" ] && [ ! -h "$base/$link" ] || linked "$link" ||
      fail "$base/$link is there and is no link to $home. Move it away, or choose another place with --prefix."
  done
  parent=${home%/*}
  if ! mkdir -p "$parent" 2>/dev/null || [ ! -w "$parent" ]; then
    fail "$parent cannot be written to as $(id -un). Run as root, or choose another place: --prefix ~/.local"
  fi
  case $(uname -s)-$(uname -m) in
  Linux-x86_64) arch=amd64 ;;
  Linux-aarch64) arch=arm64 ;;
  Linux-*) arch=$(uname -m) ;;
  *) fail "this is $(uname -s); hostready runs on Linux." ;;
  esac
}

# Ended half-way, the version that was there comes back; without one, nothing stays.
# shellcheck disable=SC2317 # by a trap
clean_up() {
  trap '' HUP INT TERM
  [ -n "$scratch" ] || return
  if [ -n "$complete" ]; then
    :
  elif [ -d "$scratch/old" ]; then
    rm -rf -- "$home"
    mv -- "$scratch/old" "$home"
  elif [ -n "$fresh" ]; then
    rm -rf -- "$home"
    unlink_all
  fi
  rm -rf -- "$scratch"
}

# is_loopback ADDRESS: whether an http:// address is one of this machine.
is_loopback() {
  case $1 in
  *@*) return 1 ;;
  http://127.0.0.1[:/]* | http://localhost[:/]* | 'http://[::1]'[:/]*) return 0 ;;
  *) return 1 ;;
  esac
}

# download ADDRESS TO OPTION-OF-CURL...: by what the host has and what checks the server's certificate.
download() {
  from=$1
  to=$2
  shift 2
  if command -v curl >/dev/null; then
    curl -fsS --retry 2 "$@" -o "$to" -- "$from"
  elif command -v wget >/dev/null; then
    # It would follow a redirect to http. busybox has no such option, and does not check certificates.
    wget -q --max-redirect=0 -O "$to" -- "$from"
  elif [ -x /usr/lib/apt/apt-helper ]; then
    # apt refuses a redirect from https to http.
    /usr/lib/apt/apt-helper -q -o APT::Sandbox::User=root download-file "$from" "$to" >/dev/null
  else
    fail "there is no curl, wget or apt-helper to fetch $from with. Copy the archive here and name its file."
  fi
}

# fetch FROM TO: a file or an address.
fetch() {
  case $1 in
  https://*) download "$1" "$2" -L --proto =https --proto-redir =https ;;
  http://*)
    [ -n "$loopback" ] && is_loopback "$1" ||
      fail "$1 is not safe to install from: anybody on the way can replace it. Use https://, or copy the archive here and name its file."
    download "$1" "$2" --proto =http
    ;;
  *://*) fail "$1 is no https:// address. Name an https:// address, or a file by its path." ;;
  *) cp -- "$1" "$2" ;;
  esac || fail "$1 could not be fetched. Expected a readable file, or an address that answers by https without a redirect to http."
}

# Sets $source and $file to the archive and its name.
find_archive() {
  case $source in
  '') source=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd -P)/ ;;
  *://*) ;;
  *) [ ! -d "$source" ] || source=${source%/}/ ;;
  esac
  case $source in
  */)
    # The newest version for this machine that the list names.
    fetch_list "$source"
    file=$(sed -n "s/^[0-9a-f]\{64\} [ *]\(hostready-[0-9][^/]*-linux-$arch\.tar\.xz\)\$/\1/p" "$scratch/SHA256SUMS" | sort -V | tail -n 1)
    [ -n "$file" ] || fail "${source}SHA256SUMS names no hostready for linux-$arch. Build it there: scripts/package."
    source=$source$file
    ;;
  *)
    file=${source##*/}
    [ -n "$checksum" ] || fetch_list "${source%"$file"}"
    ;;
  esac
}

# fetch_list DIRECTORY: the list of checksums beside the archive.
fetch_list() {
  fetch "${1}SHA256SUMS" "$scratch/SHA256SUMS"
}

# Fetches the archive; what is not as --sha256 or the list says goes no further.
fetch_archive() {
  if [ -z "$checksum" ]; then
    checksum=$(awk -v file="$file" '$2 == file || $2 == "*" file { print $1 }' "$scratch/SHA256SUMS")
    [ -n "$checksum" ] || fail "SHA256SUMS beside $source has no line for $file. Give its checksum with --sha256."
  fi
  say "fetching $source"
  fetch "$source" "$scratch/archive"
  found=$(sha256sum "$scratch/archive")
  found=${found%% *}
  [ "$found" = "$checksum" ] ||
    fail "$source has the SHA-256 $found, expected $checksum. It is damaged or not what was published: nothing was installed."
}

unpack() {
  if command -v xz >/dev/null; then
    xz -dc "$scratch/archive" >"$scratch/archive.tar"
  elif command -v busybox >/dev/null && busybox unxz -c "$scratch/archive" >"$scratch/archive.tar" 2>/dev/null; then
    :
  elif command -v python3 >/dev/null; then
    python3 -c 'import lzma, shutil, sys; shutil.copyfileobj(lzma.open(sys.argv[1]), open(sys.argv[2], "wb"))' \
      "$scratch/archive" "$scratch/archive.tar"
  else
    fail "there is no xz, busybox or python3 to unpack with. Run 'apt-get install xz-utils', or install the .deb."
  fi
  tar -C "$scratch" -xf "$scratch/archive.tar" --no-same-owner
  ours "$scratch/hostready" || fail "$source holds no hostready. Expected bin/hostready, runtime and rules in it."
  version=$("$scratch/hostready/bin/hostready" --version) ||
    fail "the program does not start on this host, its reason is above. Nothing was installed."
}

put_in_place() {
  if [ -e "$home" ]; then
    mv -- "$home" "$scratch/old"
  else
    fresh=1
  fi
  mv -- "$scratch/hostready" "$home"
  for link in $links; do
    mkdir -p "$base/${link%/*}"
    ln -sfn "$home/$link" "$base/$link"
  done
  complete=1
}

main() {
  arguments "$@"
  if [ -n "$uninstall" ]; then
    uninstall
    return
  fi
  destination
  complete=''
  fresh=''
  scratch=''
  trap clean_up EXIT
  trap 'exit 1' HUP INT TERM
  scratch=$(mktemp -d "$parent/.hostready-XXXXXX")
  find_archive
  fetch_archive
  unpack
  put_in_place
  say "installed $version in $home; run $base/bin/hostready check"
}

main "$@"
exit
}
