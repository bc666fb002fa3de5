# shellcheck shell=sh
# Is the last build of scripts/hostready still good? Sourced by scripts/hostready and scripts/lib/build.

# is_built PROJECT: reads PROJECT/target/run/launch, which scripts/lib/build wrote. Its modification time is the
# moment that build began. By change time (-cnewer), so that files copied or moved in with their old dates count.
is_built() {
  [ -r "$1/target/run/launch" ] || return 1
  # shellcheck source=/dev/null
  . "$1/target/run/launch"
  [ "${launch_project-}" = "$1" ] && [ -x "${launch_java-}" ] || return 1
  # The JDK that was found stays valid, unless JAVA_HOME now names one that was not checked.
  case ${JAVA_HOME-} in
  '' | "${launch_java%/bin/java}" | "${launch_java_home-}") ;;
  *) return 1 ;;
  esac
  changed=$(find "$1/pom.xml" "$1/.mvn" "$1/src/main/java" "$1/src/main/resources" "$1/scripts/lib" \
    "${launch_release-}" -cnewer "$1/target/run/launch" -print -quit 2>/dev/null) || :
  [ -z "$changed" ]
}
