#!/usr/bin/env bash
# Start a Docker engine where none answers, and give it the image that `sam local` runs functions in.
# Nothing is pulled: the image is made of this machine's own Python. See README.md beside this file.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
python=${PYTHON:-python3}
log=$root/.build/dockerd.log

engine_answers() { docker info >/dev/null 2>&1; }

install_engine() {
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "docker: no engine answers and it cannot be installed here: install Docker, start it and run this again." >&2
        exit 1
    fi
    echo "installing docker.io with apt-get ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends docker.io >/dev/null
}

start_engine() {
    echo "starting dockerd (its log: $log) ..."
    mkdir -p "$(dirname "$log")"
    # No packet filter, no forwarding: containers reach this machine and nothing else, and its rules stay as they are.
    setsid nohup dockerd --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false \
        --bip "${DOCKER_BRIDGE:-172.30.99.1/24}" --storage-driver="${DOCKER_STORAGE:-overlay2}" \
        >"$log" 2>&1 </dev/null &
    local daemon=$!
    for _ in $(seq 120); do
        engine_answers && return
        if ! kill -0 "$daemon" 2>/dev/null; then break; fi
        sleep 0.25
    done
    echo "docker: dockerd did not come up; the end of its log:" >&2
    tail -n 20 "$log" >&2
    exit 1
}

if ! engine_answers; then
    command -v dockerd >/dev/null || install_engine
    start_engine
fi
"$python" "$root/local/bootstrap.py" lambda
"$root/.venv-lambda/bin/python" "$here/image.py"
