#!/bin/bash
# kritas.sh FOLDER SUITE [OPTION...]: the host tests in the Krita of a Debian suite (trixie: 5.2, sid: 5.3, experimental:
# 6.0, which has Qt 6), in a chroot that is made in FOLDER once (3 GB; needs root, debootstrap and Debian's archive) and
# kept. Options are for pytest; with --bench it measures *Colour* beside Colorize Mask instead.
set -euo pipefail
root=$1/$2
suite=$2
shift 2
here=$(cd "$(dirname "$0")/../../.." && pwd)
tools="xauth dbus-x11 libgl1-mesa-dri fonts-dejavu-core"
krita="krita krita-data python3-pyqt5 python3-pyqt5.sip"
base=$suite
from=()
if [ "$suite" = experimental ]; then # it is what sid has, and a few packages that are newer
    base=sid
    from=(-t experimental)
    krita="krita krita-data python3-pyqt6 python3-pyqt6.sip"
fi

inside() {
    DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get -o Acquire::Check-Valid-Until=false "$@"
}

mkdir -p "$root"
if [ ! -e "$root/.celtint" ]; then
    [ -e "$root/etc/debian_version" ] || debootstrap --variant=minbase "$base" "$root"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/celtint"
    if [ "$suite" != "$base" ]; then
        sed "s/ $base / $suite /" "$root/etc/apt/sources.list" >"$root/etc/apt/sources.list.d/$suite.list"
    fi
    inside update -q
    # shellcheck disable=SC2086
    inside install -qy --no-install-recommends $tools
    # shellcheck disable=SC2086
    inside install -qy --no-install-recommends "${from[@]}" $krita
    touch "$root/.celtint"
fi

mounts=("$root/outer/proc" "$root/outer/dev" "$root/outer" "$root/tmp" "$root/dev" "$root/proc" "$root$here")
leave() { # what is still in use lets go of it when it ends
    for folder in "${mounts[@]}"; do
        while mountpoint -q "$folder"; do umount --lazy "$folder"; done
    done
}
leave # what a run that was killed has left
trap leave EXIT
trap 'exit 130' INT TERM
mkdir -p "$root$here" "$root/outer"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount --bind "$here" "$root$here" # the zip, and the examples
mount --bind /tmp "$root/tmp"     # homes, sockets and the screen are there
mount --bind / "$root/outer"      # the server is started there, where its packages are
mount -t proc proc "$root/outer/proc"
mount --bind /dev "$root/outer/dev"
chroot "$root" dpkg-query -W -f '${Package} ${Version} of '"$suite"'\n' krita
cd "$here"
export CELTINT_KRITA_ROOT=$root
if [ "${1:-}" = --bench ]; then
    .venv/bin/python -m tests.hosts.krita.bench --only colorize "${@:2}"
    exit
fi
.venv/bin/pytest tests/hosts/krita --deselect tests/hosts/krita/test_install.py "$@"
