# shellcheck shell=bash
# The JDK, Maven and packages that the scripts need: found, else installed, else named. Sourced by bash scripts.
#
#   HOSTREADY_JVM_DIR    directory of JDKs, instead of /usr/lib/jvm
#   HOSTREADY_INSTALL=no install nothing, only print what is missing

jdk_package=openjdk-25-jdk-headless

# In full: a prefix costs one more look-up in the repository.
# shellcheck disable=SC2034 # for those who source this
maven_plugins=org.apache.maven.plugins

# How scripts/hostready starts the program: the quick compiler only and the smallest collector. Java leaves no file in /tmp, and
# prints nothing on standard output, which can be a JSON document.
# shellcheck disable=SC2034
jvm_flags='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData --enable-native-access=ALL-UNNAMED -XX:+DisplayVMOutputToStderr -XX:+ErrorFileToStderr -Xlog:disable -Xlog:all=error:stderr'

say() { printf 'hostready: %s\n' "$*" >&2; }

# The environment is not fit: nothing was done.
fail() {
  say "$@"
  exit 2
}

# java_version HOME: the major version of a JDK with a compiler, from the file that every JDK carries.
java_version() {
  local line
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] || return 1
  while IFS= read -r line; do
    [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]] && {
      echo "${BASH_REMATCH[1]}"
      return 0
    }
  done <"$1/release"
  return 1
}

# find_jdk: prints the home of a JDK that is 25 or newer. JAVA_HOME goes first, then 25 itself, then newer ones.
find_jdk() {
  local home version on_path
  local -a homes=()
  [[ -z ${JAVA_HOME-} ]] || homes+=("$JAVA_HOME")
  homes+=("${HOSTREADY_JVM_DIR:-/usr/lib/jvm}"/*25*)
  if on_path=$(command -v java); then
    on_path=$(readlink -f -- "$on_path")
    homes+=("${on_path%/bin/java}")
  fi
  homes+=("${HOSTREADY_JVM_DIR:-/usr/lib/jvm}"/*)
  for home in "${homes[@]}"; do
    if version=$(java_version "$home") && ((version >= 25)); then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

# install_packages NAME...: by apt-get, as root. Returns 1 and leaves the reason in why_not.
install_packages() {
  local log
  why_not=
  if [[ ${HOSTREADY_INSTALL-} == no ]]; then
    why_not='HOSTREADY_INSTALL is "no"'
  elif ! command -v apt-get >/dev/null; then
    why_not='this machine has no apt-get'
  elif ((EUID != 0)); then
    why_not="only root installs packages, this is $(id -un)"
  fi
  [[ -z $why_not ]] || return 1

  say "installing $* with apt-get"
  log=$(mktemp)
  # Lists may be absent (new machine) or old (packages gone from the mirror): fetch them when needed, not always.
  # One broken source makes the update fail, and may not have these packages: only the install is checked.
  if apt_install "$@" >"$log" 2>&1 ||
    { apt-get update >>"$log" 2>&1 </dev/null || :; } && apt_install "$@" >>"$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  grep -E '^(E|dpkg|debconf): |^Err:| error: ' "$log" | tail -n 12 | sed 's/^/  /' >&2 || :
  rm -f "$log"
  why_not="apt-get failed, its errors are above (no network, or a release without $*?)"
  return 1
}

apt_install() {
  # Slim images leave manual pages out, and the Java packages' alternatives fail for want of this directory.
  mkdir -p /usr/share/man/man1
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "$@" </dev/null
}

# need_jdk: sets JAVA_HOME to a JDK that is 25 or newer, or ends the script.
need_jdk() {
  local home
  if ! home=$(find_jdk) && install_packages "$jdk_package"; then
    home=$(find_jdk) || why_not="$jdk_package was installed, but ${HOSTREADY_JVM_DIR:-/usr/lib/jvm} holds no JDK 25"
  fi
  [[ -n $home ]] || fail "there is no JDK 25 or newer in JAVA_HOME (${JAVA_HOME:-not set})," \
    "${HOSTREADY_JVM_DIR:-/usr/lib/jvm} or on PATH, and none was installed: $why_not." \
    "Run 'sudo apt-get update && sudo apt-get install $jdk_package', or set JAVA_HOME to a JDK 25."
  export JAVA_HOME=$home
}

# need_maven: makes sure of mvn, or ends the script.
need_maven() {
  command -v mvn >/dev/null || install_packages maven || fail "there is no mvn on PATH, and Maven was not" \
    "installed: $why_not. Run 'sudo apt-get update && sudo apt-get install maven'."
  # Maven 3.9's own libraries cause warnings of JDK 24 and later, which do not concern this project.
  export MAVEN_OPTS="${MAVEN_OPTS-} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
}

# run_maven LOG ARGUMENT...: runs Maven in $project; if it fails, prints its messages and the cause, and ends the script.
run_maven() {
  local log=$1
  shift
  (cd "${project:?}" && mvn -q -B -ntp "$@") >"$log" 2>&1 </dev/null && return
  sed -e 's/ -> \[Help [0-9]*\]//' -e '/^WARNING/d; /^\[ERROR\] *$/d; /^\[ERROR\] \[Help /d' \
    -e '/^\[ERROR\] \(To see the full\|Re-run Maven\|For more information\|After correcting\)/d' "$log" >&2
  if grep -qE 'Could not transfer|Unknown host|Network is unreachable|Connection refused|No plugin found for prefix' "$log"; then
    fail "Maven could not download what the build needs. Connect this machine to the network, or name a" \
      "reachable repository or proxy in ~/.m2/settings.xml, and run again."
  fi
  fail "the build failed, Maven's messages are above and in ${log#"$project/"}. Fix the errors and run again."
}
