#!/bin/sh
{ # The shell reads the whole script before it runs it: a truncated download is a syntax error.
# Installs hostready without Java or a package manager. Usage: --help.
#
# From a directory it installs the newest version for this host; without programs that unpack it, only the executable. A
# checksum in SHA256SUMS next to it proves only that the download is complete, unless the list is signed: an attacker who can
# replace one file can replace the other.
#
# Installs to /opt/hostready and links /usr/local/bin/hostready to it. With --prefix: to DIR/lib/hostready, and links
# DIR/bin/hostready. An installed version is replaced. /var/lib/hostready, with the journals
# for undo, is never changed.
set -eu
umask 022

# What is linked into $base, each to the same place in $home, if it is there.
links='bin/hostready share/man/man1/hostready.1.gz share/bash-completion/completions/hostready
  share/zsh/site-functions/_hostready share/fish/vendor_completions.d/hostready.fish'

say() { echo "install.sh: $*" >&2; }
fail() {
  say "$*"
  exit 1
}
usage() { fail "$1 Usage: install.sh [--prefix DIR] [--sha256 HEX] [--public-key KEY] [--allow-loopback-http] [--uninstall] [SOURCE]"; }

help() {
  cat <<'HELP'
install.sh [--prefix DIR] [--sha256 HEX] [--public-key KEY] [--allow-loopback-http] [SOURCE]    installs hostready
install.sh [--prefix DIR] --uninstall                                                           removes it again

SOURCE: hostready-VERSION-linux-TARGET.tar.xz or the executable hostready-VERSION-linux-amd64, as a file or an https://
address, or a directory or address that ends in / and holds them. Without SOURCE: the directory of this script. The checksum is
the one of --sha256, else the one in SHA256SUMS beside SOURCE. With --public-key, a file of minisign's or its line that begins
with RW, SHA256SUMS must have a signature by that key in SHA256SUMS.minisig; minisign must be installed.
--allow-loopback-http also takes http:// addresses of this machine itself.
HELP
}

arguments() {
  home=/opt/hostready
  base=/usr/local
  checksum=''
  public_key=''
  loopback=''
  uninstall=''
  source=''
  while [ $# -gt 0 ]; do
    case $1 in
    --prefix | --sha256 | --public-key)
      [ -n "${2-}" ] || usage "$1 has no value."
      case $1 in
      --sha256) checksum=$2 ;;
      --public-key) public_key=$2 ;;
      *)
        case $2 in /*) base=$2 ;; *) base=$PWD/$2 ;; esac
        home=$base/lib/hostready
        ;;
      esac
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

# ours DIRECTORY: whether it holds hostready: the executable alone, or with its papers or Java.
ours() {
  [ -f "$1/bin/hostready" ] && [ -x "$1/bin/hostready" ] || return
  [ -d "$1/runtime" ] || [ -d "$1/share/doc/hostready" ] || [ -e "$1/.executable-alone" ]
}
linked() { [ -h "$base/$1" ] && [ "$(readlink -- "$base/$1")" = "$home/$1" ]; }
unlink_all() {
  for link in $links; do
    ! linked "$link" || rm -- "$base/$link"
  done
}
# What the version that was there had and this one has not.
unlink_stale() {
  for link in $links; do
    [ -e "$home/$link" ] || ! linked "$link" || rm -- "$base/$link"
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
    fail "$home is not hostready's; expected bin/hostready and share/doc/hostready in it. Remove it by hand."
  fi
}

# Checks the destination and the machine.
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
  Linux-x86_64) target=amd64 ;;
  Linux-aarch64) target=arm64 ;;
  Linux-*) target=$(uname -m) ;;
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
    unlink_stale
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
      fail "$1 is not safe to install from: an attacker on the network can replace it. Use https://, or copy the archive here and name its file."
    download "$1" "$2" --proto =http
    ;;
  *://*) fail "$1 is no https:// address. Name an https:// address, or a file by its path." ;;
  *) cp -- "$1" "$2" ;;
  esac || fail "$1 could not be fetched. Expected a readable file, or an address that answers by https without a redirect to http."
}

# newest: the newest archive for this host that SHA256SUMS names; where nothing here unpacks it, the executable alone.
newest() {
  ending=$target
  ! unpacks_archives || ending="$ending\\.tar\\.xz"
  sed -n "s/^[0-9a-f]\{64\} [ *]\(hostready-[0-9][^/]*-linux-$ending\)\$/\1/p" "$scratch/SHA256SUMS" | sort -V | tail -n 1
}

# Sets $source and $file to what is to be installed and its name.
find_source() {
  case $source in
  '') source=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd -P)/ ;;
  *://*) ;;
  *) [ ! -d "$source" ] || source=${source%/}/ ;;
  esac
  case $source in
  */)
    fetch_list "$source"
    file=$(newest)
    [ -n "$file" ] || fail "${source}SHA256SUMS names no hostready for linux-$target that can be unpacked here. Build it: scripts/package."
    source=$source$file
    ;;
  *)
    file=${source##*/}
    if [ -z "$checksum" ] || [ -n "$public_key" ]; then fetch_list "${source%"$file"}"; fi
    ;;
  esac
}

# fetch_list DIRECTORY: the list of checksums beside what is to be installed, with a right signature if a key is given.
fetch_list() {
  fetch "${1}SHA256SUMS" "$scratch/SHA256SUMS"
  [ -n "$public_key" ] || return 0
  command -v minisign >/dev/null ||
    fail "--public-key needs minisign to verify the signature, and it is not installed. Install the package minisign. Nothing was installed."
  fetch "${1}SHA256SUMS.minisig" "$scratch/SHA256SUMS.minisig"
  option=-P
  [ ! -f "$public_key" ] || option=-p
  signed=$(minisign -Vm "$scratch/SHA256SUMS" "$option" "$public_key" 2>&1) || {
    echo "$signed" >&2
    fail "${1}SHA256SUMS.minisig is no signature of SHA256SUMS by the given key; minisign's message is above. Nothing was installed."
  }
  say "the signature of ${1}SHA256SUMS is valid: ${signed##*Trusted comment: }"
}

# Downloads the source; stops if its checksum differs from --sha256 or the list.
fetch_source() {
  if [ -f "$scratch/SHA256SUMS" ]; then
    listed=$(awk -v file="$file" '$2 == file || $2 == "*" file { print $1 }' "$scratch/SHA256SUMS")
    [ -n "$listed" ] || fail "SHA256SUMS beside $source has no line for $file. Give its checksum with --sha256."
    [ "${checksum:-$listed}" = "$listed" ] ||
      fail "SHA256SUMS next to $source has $listed for $file, but --sha256 is $checksum. Nothing was installed."
    checksum=$listed
  fi
  say "fetching $source"
  fetch "$source" "$scratch/fetched"
  found=$(sha256sum "$scratch/fetched")
  found=${found%% *}
  [ "$found" = "$checksum" ] ||
    fail "$source has the SHA-256 $found, expected $checksum. It is damaged or not what was published: nothing was installed."
}

# unpacks_archives: whether unpack finds what it needs for an archive.
unpacks_archives() {
  [ -z "$python" ] || return 0
  command -v tar >/dev/null || return 1
  command -v xz >/dev/null || { command -v busybox >/dev/null && busybox --list | grep -qx unxz; }
}

unpack() {
  case $file in
  *.tar.xz)
    if command -v xz >/dev/null; then
      xz -dc "$scratch/fetched" >"$scratch/archive.tar"
    elif command -v busybox >/dev/null && busybox unxz -c "$scratch/fetched" >"$scratch/archive.tar" 2>/dev/null; then
      :
    elif [ -n "$python" ]; then
      "$python" -c 'import lzma, shutil, sys; shutil.copyfileobj(lzma.open(sys.argv[1]), open(sys.argv[2], "wb"))' \
        "$scratch/fetched" "$scratch/archive.tar"
    else
      fail "there is no xz, busybox or python3 to unpack with. Install the package xz (of Debian: xz-utils), or install the executable alone."
    fi
    if command -v tar >/dev/null; then
      tar -C "$scratch" -xf "$scratch/archive.tar" --no-same-owner
    elif [ -n "$python" ]; then
      # A minimal host can lack tar. Python 3.12 and 3.13 warn of the filter of 3.14, which changes nothing here.
      (cd "$scratch" && "$python" -W ignore -c 'import tarfile; tarfile.open("archive.tar").extractall()')
    else
      fail "there is no tar or python3 to unpack with. Install the package tar, or install the executable alone."
    fi
    ours "$scratch/hostready" || fail "$source holds no hostready. Expected bin/hostready and share/doc/hostready in it."
    ;;
  *)
    mkdir -p "$scratch/hostready/bin"
    mv -- "$scratch/fetched" "$scratch/hostready/bin/hostready"
    chmod 755 "$scratch/hostready/bin/hostready"
    : >"$scratch/hostready/.executable-alone"
    ;;
  esac
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
    [ -e "$home/$link" ] || continue
    mkdir -p "$base/${link%/*}"
    ln -sfn "$home/$link" "$base/$link"
  done
  complete=1
  unlink_stale
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
  # EL 8 has the second even without the package python3.
  python=$(command -v python3 || command -v /usr/libexec/platform-python || :)
  find_source
  fetch_source
  unpack
  put_in_place
  say "installed $version in $home; run $base/bin/hostready check"
}

main "$@"
exit
}
