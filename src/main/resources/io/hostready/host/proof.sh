# Tries something on this machine in throw-away namespaces, and leaves nothing behind. ProofRunner runs it by
#   setpriv --pdeathsig TERM sh -c TEXT-OF-THIS hostready-proof
# so that it clears up and ends though hostready be killed. What is to be done stands in the environment:
#   PROOF_FUNCTIONS   what scripts can call, lines for sh
#   PROOF_SCRIPT      what is tried, lines for sh -eu
#   PROOF_UNSHARE     words for unshare(1)
#   PROOF_DIRECTORY   in its filesystem the script gets a directory of its own; may be empty, and need not exist yet
#   PROOF_HIERARCHY   where control groups are mounted: there it gets one of its own; may be empty
#   PROOF_CLEANUP     lines for sh, run on the host when all is over, whatever came of it; may be empty
#   PROOF_TIMEOUT     seconds until all is ended
# Everything that is made has a name with the number and start time of this process in it. What another one left,
# which was itself killed, is cleared up by the next.
set -eu
exec 2>&1

# started and is_stale are used here too.
eval "$PROOF_FUNCTIONS"

start=$(started $$)
[ -n "$start" ] || skip '/proc/self/stat does not tell when a process started'
proof=hostready-proof.$$.$start
directory=
group=
inner=

# A control group goes when its last process is reaped, which may be a moment after its end.
is_removed() {
  rmdir "$1" 2>/dev/null || [ ! -d "$1" ]
}

remove_group() {
  is_true_soon is_removed "$1" || echo "the control group $1 could not be removed"
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
  step "making a control group in $PROOF_HIERARCHY"
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
