#!/usr/bin/env bash
# Installs the Debian 12 packages sohoa needs; does nothing when they are all there.
#   install-packages.sh build   what building and running needs
#   install-packages.sh test    also the independent tools the tests check our output with
set -euo pipefail

build=(make pkg-config gcc libc6-dev libssl-dev libpoppler-glib-dev libqrencode-dev libpng-dev libsqlite3-dev libzbar-dev
    libtiff-dev libturbojpeg0-dev zlib1g-dev libcurl4-openssl-dev libp11-kit-dev libxml2-dev
    fonts-liberation2)
test=(openssl qpdf poppler-utils zbar-tools mupdf-tools python3 python3-venv strace libtiff-tools fonts-freefont-ttf softhsm2 opensc p11-kit xmlsec1)

packages=("${build[@]}")
[ "${1:-build}" = test ] && packages+=("${test[@]}")

missing=()
for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

sudo=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "sohoa: error: need root or sudo to install: ${missing[*]}" >&2; exit 5; }
    sudo=(sudo)
fi
echo "Installing Debian packages: ${missing[*]}" >&2
# A private archive folder: on some machines a hook empties the shared one while another apt-get reads it.
archives=$(mktemp -d)
trap 'rm -rf "$archives"' EXIT
mkdir -p "$archives/partial"
chmod 755 "$archives"
for attempt in 1 2 3; do
    "${sudo[@]}" apt-get update -qq &&
        "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
            -o DPkg::Lock::Timeout=300 -o Dir::Cache::archives="$archives" "${missing[@]}" >&2 && exit 0
    sleep $((attempt * 3))
done
echo "sohoa: error: the packages could not be installed: ${missing[*]}" >&2
exit 5
