# What the scripts of proofs can call; 'hostready rules kinds' names the functions. For any POSIX shell.

# step WORDS: what the next lines do, for the report.
step() {
  printf '\036%s\n' "$*"
}

# fail WORDS: ends the proof: it does not work, and this was found instead. After a command that could not be started
# (126, 127), as in 'x=$(COMMAND) || fail WORDS', the proof was not tried.
fail() {
  code=$?
  echo "$*"
  case $code in
  126 | 127) exit "$code" ;;
  *) exit 1 ;;
  esac
}

# skip WORDS: ends the proof: it cannot be tried here, and why.
skip() {
  echo "$*"
  exit 77
}

# started PID: its start time, which distinguishes it from a later process with the same PID. proc_pid_stat(5), field 22.
started() {
  sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20
}

# is_stale NAME: whether the proof has ended that made a thing of that name.
is_stale() {
  owner=${1##*hostready-proof.}
  [ "$(started "${owner%%.*}")" != "${owner#*.}" ]
}

# lacks_controller CONTROLLER: ends a proof whose cgroup lacks that controller. In cgroup v2, a cgroup has the controllers
# that its parent enables in cgroup.subtree_control, and a proof does not change the parent.
lacks_controller() {
  above=${group%/*}
  [ -e "$group/cgroup.controllers" ] || fail "the cgroup has no controller $1"
  case " $(cat "$above/cgroup.controllers") " in
  *" $1 "*) skip "$above/cgroup.subtree_control does not enable the controller $1" ;;
  *) fail "$above/cgroup.controllers does not have $1" ;;
  esac
}

# is_true_soon COMMAND...: whether it succeeds within half a minute, which is ample on a busy machine too.
is_true_soon() {
  tries=0
  while ! "$@"; do
    tries=$((tries + 1))
    [ $tries -lt 300 ] || return 1
    sleep 0.1
  done
}

is_apart() {
  there=$(readlink "/proc/$1/ns/net") && [ "$there" != "$(readlink /proc/self/ns/net)" ]
}

# network: starts a process in a new network namespace, and sets $process to its PID. It calls ip.
network() {
  unshare --net sleep 300 &
  process=$!
  is_true_soon is_apart "$process" || fail "unshare --net made no network namespace"
  nsenter -t "$process" -n ip link set lo up
}

# container_network: a bridge br0 (198.18.0.1/24) with a container at 198.18.0.2 (process $container), and an external
# host at 198.18.1.2 (process $outside), which the host reaches from 198.18.1.1 and which has no route to the
# container. For a proof in a separate network namespace. RFC 2544: 198.18.0.0/15 is for such tests.
# It calls ip.
container_network() {
  ip link set lo up
  network
  container=$process
  network
  outside=$process
  step "making a bridge"
  ip link add br0 type bridge
  ip address add 198.18.0.1/24 dev br0
  ip link set br0 up
  step "making pairs of virtual interfaces"
  ip link add inner0 type veth peer name eth0 netns "$container"
  ip link set inner0 master br0
  ip link set inner0 up
  nsenter -t "$container" -n ip address add 198.18.0.2/24 dev eth0
  nsenter -t "$container" -n ip link set eth0 up
  nsenter -t "$container" -n ip route add default via 198.18.0.1
  ip link add outer0 type veth peer name eth0 netns "$outside"
  ip address add 198.18.1.1/24 dev outer0
  ip link set outer0 up
  nsenter -t "$outside" -n ip address add 198.18.1.2/24 dev eth0
  nsenter -t "$outside" -n ip link set eth0 up
  step "forwarding packets"
  echo 1 >/proc/sys/net/ipv4/ip_forward
}

# is_answered PROCESS ADDRESS PORT [SECONDS]: whether a connection from that process's network is answered: by a port
# that is open, or by the word that none is there. It calls bash.
is_answered() {
  output=$(nsenter -t "$1" -n timeout "${4:-5}" bash -c ": >/dev/tcp/$2/$3" 2>&1) || case $output in
  *'onnection refused'*) ;;
  *) return 1 ;;
  esac
}
