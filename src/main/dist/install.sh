#!/bin/sh
# Installs hostready on a host that has nothing for it: no Java, no package manager needed.
#
#   install.sh [--prefix DIR] [--sha256 HEX] [SOURCE]
#   install.sh [--prefix DIR] --uninstall
#
# SOURCE is hostready-VERSION-linux-ARCH.tar.xz, a file or an https:// address; or a folder or address that ends in /
# and holds the archive and SHA256SUMS. Without SOURCE: the folder of this script. The archive's checksum must be the
# one given by --sha256, else the one in SHA256SUMS beside it.
#
# Unpacks to /opt/hostready and links /usr/local/bin/hostready to it. With --prefix: to DIR/lib/hostready, and links
# DIR/bin/hostready. A version that is there already is replaced. /var/lib/hostready, where changes are remembered to
# be undone, is never touched.
set -eu

say() { echo "install.sh: $*" >&2; }
fail() {
  say "$*"
  exit 1
}
usage() { fail "$1 Usage: install.sh [--prefix DIR] [--sha256 HEX] [--uninstall] [SOURCE]"; }

home=/opt/hostready
base=/usr/local
checksum=''
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
  --uninstall) uninstall=1 ;;
  -h | --help)
    cat <<'HELP'
install.sh [--prefix DIR] [--sha256 HEX] [SOURCE]    installs hostready
install.sh [--prefix DIR] --uninstall                removes it again

SOURCE: hostready-VERSION-linux-ARCH.tar.xz as a file or an address, or a folder or address that ends in / and holds
it. Without SOURCE: the folder of this script. Its checksum is taken from SHA256SUMS beside it, or from --sha256.
HELP
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

# What is linked into $base, each to the same place in $home.
links='bin/hostready share/man/man1/hostready.1.gz share/bash-completion/completions/hostready
  share/zsh/site-functions/_hostready'

ours() { [ -x "$1/bin/hostready" ] && [ -d "$1/runtime" ] && [ -d "$1/rules" ]; }
linked() { [ -h "$base/$1" ] && [ "$(readlink -- "$base/$1")" = "$home/$1" ]; }

if [ -n "$uninstall" ]; then
  [ -z "$source" ] || usage "--uninstall takes no source."
  for link in $links; do
    ! linked "$link" || rm -- "$base/$link"
  done
  if [ ! -e "$home" ]; then
    say "$home is not there, nothing to remove."
  elif ours "$home"; then
    rm -rf -- "$home"
    say "removed $home."
    [ ! -d /var/lib/hostready ] || say "/var/lib/hostready is kept: what was changed can be undone after installing again."
  else
    fail "$home is not hostready's; expected bin/hostready, runtime and rules in it. Remove it by hand."
  fi
  exit 0
fi

# --- where to -----------------------------------------------------------------------------------------------------

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

# --- fetch and verify ---------------------------------------------------------------------------------------------

scratch=$(mktemp -d "$parent/.hostready-XXXXXX")
# Ended half-way, the version that was there comes back.
trap '[ ! -d "$scratch/old" ] || [ -e "$home" ] || mv -- "$scratch/old" "$home"; rm -rf -- "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

# fetch FROM TO: a file, or an address by whatever the host has.
fetch() {
  case $1 in
  http://* | https://*)
    if command -v curl >/dev/null; then
      curl -fsSL --retry 2 -o "$2" -- "$1"
    elif command -v wget >/dev/null; then
      wget -q -O "$2" -- "$1"
    elif [ -x /usr/lib/apt/apt-helper ]; then
      /usr/lib/apt/apt-helper -q -o APT::Sandbox::User=root download-file "$1" "$2" >/dev/null
    else
      fail "there is no curl, wget or apt-helper to fetch $1 with. Copy the archive here and name its file."
    fi
    ;;
  *) cp -- "$1" "$2" ;;
  esac || fail "$1 could not be fetched. Expected a readable file or an address that answers."
}

case $source in
'') source=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd -P)/ ;;
http://* | https://*) ;;
*) [ ! -d "$source" ] || source=${source%/}/ ;;
esac
case $source in
*/)
  # The newest version for this machine that the list names.
  fetch "${source}SHA256SUMS" "$scratch/SHA256SUMS"
  file=$(sed -n "s/^[0-9a-f]\{64\} [ *]\(hostready-[0-9][^/]*-linux-$arch\.tar\.xz\)\$/\1/p" "$scratch/SHA256SUMS" | sort -V | tail -n 1)
  [ -n "$file" ] || fail "${source}SHA256SUMS names no hostready for linux-$arch. Build it there: scripts/package."
  source=$source$file
  ;;
*)
  file=${source##*/}
  [ -n "$checksum" ] || fetch "${source%"$file"}SHA256SUMS" "$scratch/SHA256SUMS"
  ;;
esac
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

# --- unpack and try -----------------------------------------------------------------------------------------------

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

# --- put in place -------------------------------------------------------------------------------------------------

if [ -e "$home" ]; then
  mv -- "$home" "$scratch/old"
fi
mv -- "$scratch/hostready" "$home"
for link in $links; do
  mkdir -p "$base/${link%/*}"
  ln -sfn "$home/$link" "$base/$link"
done
say "installed $version in $home; run $base/bin/hostready check"
