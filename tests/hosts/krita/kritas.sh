#!/bin/bash
# kritas.sh FOLDER SUITE [OPTION...]: the host tests in the Krita of a Debian suite, such as trixie (5.2), in a chroot that is
# made in FOLDER once (3 GB; needs root, debootstrap and Debian's archive) and kept. Options are for pytest.
set -euo pipefail
root=$1/$2
suite=$2
shift 2
here=$(cd "$(dirname "$0")/../../.." && pwd)
packages="krita krita-data xauth dbus-x11 libgl1-mesa-dri fonts-dejavu-core python3-pyqt5 python3-pyqt5.sip"

mkdir -p "$root"
if [ ! -e "$root/.celtint" ]; then
    [ -e "$root/etc/debian_version" ] || debootstrap --variant=minbase "$suite" "$root"
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/celtint"
    DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get update -q
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -qy --no-install-recommends $packages
    touch "$root/.celtint"
fi

leave() {
    for folder in "$root/tmp" "$root/dev" "$root/proc" "$root$here"; do
        if mountpoint -q "$folder"; then umount "$folder"; fi
    done
}
trap leave EXIT
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mkdir -p "$root$here"
mount --bind "$here" "$root$here" # the zip, and the examples
mount --bind /tmp "$root/tmp" # homes, sockets and the screen are there
chroot "$root" dpkg-query -W -f '${Package} ${Version} of '"$suite"'\n' krita
cd "$here"
CELTINT_KRITA_ROOT=$root .venv/bin/pytest tests/hosts/krita --deselect tests/hosts/krita/test_install.py "$@"
