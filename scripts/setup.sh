#!/usr/bin/env bash
# Set-up for make: a virtual environment with the locked packages, and the programs that the tests drive.
#   setup.sh venv FOLDER LOCK    make FOLDER and install LOCK and this project into it
#   setup.sh font FOLDER         install a Chinese font for the figures where the machine has none
#   setup.sh layout              install LibreOffice, which gives tables of contents their page numbers, where there is none
#   setup.sh zensical            install the other site engine into build/tools/zensical, apart from everything else
#   setup.sh test-tools          install Chromium, LibreOffice, poppler, the other site engine, and what GitHub is
#                                checked with, or say what is missing
set -euo pipefail

# Run apt-get as root, with sudo where that asks no password; false where neither is possible.
apt_install() {
  command -v apt-get >/dev/null || return 1
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  echo "Installing: $*"
  "${as_root[@]}" apt-get update -qq || true
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
    [ -n "$candidate" ] && command -v "$candidate" >/dev/null || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  echo "Python 3.11 or newer is needed and was not found; set PYTHON to its path." >&2
  return 1
}

# Make FOLDER a virtual environment with the packages of LOCK.
make_environment() {
  local folder=$1 lock=$2 python
  python=$(find_python)
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    apt_install python3-venv || {
      echo "$python cannot make virtual environments: install the package python3-venv and run make again." >&2
      return 1
    }
  fi
  [ -x "$folder/bin/python" ] || "$python" -m venv "$folder"
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$lock"
}

make_venv() {
  make_environment "$1" "$2"
  "$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
}

# In an environment of its own, for it asks for other versions of the packages that MkDocs needs.
zensical() {
  local folder=build/tools/zensical lock=requirements-zensical.lock
  cmp -s "$lock" "$folder/.installed" && return
  make_environment "$folder" "$lock"
  cp "$lock" "$folder/.installed"
}

# The program itself says where it looks; without a font the build stops and names what to install.
font() {
  local found='from lunzheng.documents.figures.font import default_font; default_font()'
  "$1/bin/python" -c "$found" 2>/dev/null || apt_install fonts-noto-cjk || true
}

# Without it documents are made all the same, and the build says what they lack.
layout() {
  command -v soffice >/dev/null || apt_install libreoffice-writer || true
}

test_tools() {
  local missing=()
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
  command -v soffice >/dev/null || missing+=(libreoffice-writer)
  command -v pdftotext >/dev/null || missing+=(poppler-utils)
  command -v npm >/dev/null || missing+=(npm)
  if [ ${#missing[@]} -ne 0 ] && ! apt_install "${missing[@]}"; then
    echo "Missing for the tests: ${missing[*]}. Install them with the system's package manager." >&2
    # With CI set nothing may be skipped; elsewhere the tests that need them are skipped and say so.
    [ "${CI:-}" != true ] || return 1
  fi
  if ! zensical; then
    echo "Could not install what requirements-zensical.lock names; its test is skipped." >&2
    [ "${CI:-}" != true ] || return 1
  fi
  if ! forge_tools; then
    echo "Could not install what tests/forge/package.json names; its tests are skipped." >&2
    [ "${CI:-}" != true ]
  fi
}

# GitHub's description of its interface, and the proxy that holds requests and answers to it.
forge_tools() {
  local folder=build/tools/forge
  cmp -s tests/forge/package-lock.json "$folder/.installed" && return
  command -v npm >/dev/null || return 1
  echo "Installing: $(sed -n 's/^    "\(@.*\)": .*/\1/p' tests/forge/package.json | xargs)"
  mkdir -p "$folder"
  cp tests/forge/package.json tests/forge/package-lock.json tests/forge/.npmrc "$folder"
  npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null || return 1
  # Half a gigabyte of descriptions that are not used.
  find "$folder/node_modules/@octokit/openapi/generated" -type f ! -name api.github.com.json -delete
  cp tests/forge/package-lock.json "$folder/.installed"
}

case "${1:-}" in
  venv) make_venv "$2" "$3" ;;
  font) font "$2" ;;
  layout) layout ;;
  zensical) zensical ;;
  test-tools) test_tools ;;
  *)
    echo "usage: setup.sh venv FOLDER LOCK | font FOLDER | layout | zensical | test-tools" >&2
    exit 2
    ;;
esac
