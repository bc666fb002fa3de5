# Runs a functional test on this machine in temporary namespaces, and removes all that it created. ProofRunner runs it by
#   setpriv --pdeathsig TERM sh -c TEXT-OF-THIS hostready-proof
# so that it cleans up and ends even if hostready is killed. Its parameters are environment variables:
#   PROOF_FUNCTIONS   what scripts can call, lines for sh
#   PROOF_SCRIPT      the test, lines for sh -eu
#   PROOF_UNSHARE     words for unshare(1)
#   PROOF_DIRECTORY   in its filesystem a directory is created for the script; may be empty, and need not exist yet
#   PROOF_HIERARCHY   the cgroup mount in which a cgroup is created for the script; may be empty
#   PROOF_CLEANUP     lines for sh, run on the host at the end, after success and failure; may be empty
#   PROOF_TIMEOUT     seconds after which the test is killed
# The name of everything that is created has the PID and start time of this process. What a killed run left behind,
# the next run removes.
set -eu
exec 2>&1

# started and is_stale are used here too.
eval "$PROOF_FUNCTIONS"

start=$(started $$)
[ -n "$start" ] || skip '/proc/self/stat does not have the start time of the process'
proof=hostready-proof.$$.$start
directory=
group=
inner=

# A cgroup can be removed when its last process is reaped, which can be a moment after the process ends.
is_removed() {
  rmdir "$1" 2>/dev/null || [ ! -d "$1" ]
}

remove_group() {
  is_true_soon is_removed "$1" || echo "the cgroup $1 could not be removed"
}

# What is being ended may yet make a file.
is_swept() {
  rm -rf --one-file-system "$1" 2>/dev/null
}

sweep() {
  is_true_soon is_swept "$1" || echo "the directory $1 could not be removed"
}

clear_up() {
  trap '' HUP INT TERM
  [ -z "$inner" ] || {
    kill -KILL "$inner" || :
    wait "$inner" || :
  } 2>/dev/null
  [ -z "$group" ] || remove_group "$group"
  [ -z "$directory" ] || sweep "$directory"
  [ -z "$PROOF_CLEANUP" ] || timeout -k 5 60 sh -c "$PROOF_FUNCTIONS
$PROOF_CLEANUP" "$proof" </dev/null >/dev/null 2>&1 || :
}

end() {
  clear_up
  exit "$1"
}

export proof
trap 'end 143' HUP INT TERM

if [ -n "$PROOF_DIRECTORY" ]; then
  above=$PROOF_DIRECTORY
  while [ ! -d "$above" ]; do
    above=${above%/*}
    above=${above:-/}
  done
  above=${above%/}
  for old in "$above"/.hostready-proof.*; do
    [ ! -d "$old" ] || ! is_stale "$old" || sweep "$old"
  done
  step "making a directory in ${above:-/}"
  mkdir -m 700 "$above/.$proof" || end 76
  directory=$above/.$proof
fi
if [ -n "$PROOF_HIERARCHY" ]; then
  for old in "$PROOF_HIERARCHY"/hostready-proof.*; do
    [ ! -d "$old" ] || ! is_stale "$old" || remove_group "$old"
  done
  step "making a cgroup in $PROOF_HIERARCHY"
  mkdir "$PROOF_HIERARCHY/$proof" || end 76
  group=$PROOF_HIERARCHY/$proof
fi

export directory group
# In the background, so that a signal is answered at once.
# shellcheck disable=SC2086 # words
setpriv --pdeathsig KILL timeout -s KILL "$PROOF_TIMEOUT" \
  setpriv --pdeathsig KILL unshare $PROOF_UNSHARE -- sh -euc "
echo began
$PROOF_FUNCTIONS
[ -z \"\$directory\" ] || cd \"\$directory\"
$PROOF_SCRIPT" "$proof" </dev/null &
inner=$!
code=0
wait "$inner" || code=$?
inner=
end "$code"
