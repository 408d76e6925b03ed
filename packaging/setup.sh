# Sourced by packaging/run, packaging/test and .ci/run: makes .venv and
# installs Back Rehab into it, with the system libraries that Qt needs.
# Sets $root and $venv; set_up [EXTRAS] does the work, or nothing when the
# last set-up still fits. Messages are one line; the details are in setup.log.

set -eu
umask 022
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
venv=$root/.venv
log=$root/.venv-setup.log

say() { printf 'Back Rehab: %s\n' "$*" >&2; }
stop() {
    say "$*"
    exit 1
}

# ---- system libraries: what Qt's windows, sound and fonts load at run time.
# "soname package"; the package names are those of Debian 12, which newer
# releases and Ubuntu still understand.
libraries() {
    cat <<'END'
libGL.so.1 libgl1
libEGL.so.1 libegl1
libglib-2.0.so.0 libglib2.0-0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libxkbcommon.so.0 libxkbcommon0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
libpulse.so.0 libpulse0
libgssapi_krb5.so.2 libgssapi-krb5-2
END
}

missing_packages() {
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null) || known=
    # Without ldconfig (not a glibc system) nothing can be said: Qt will.
    if [ -n "$known" ]; then
        libraries | while read -r soname package; do
            case $known in
            *"$soname "*) ;;
            *) printf '%s ' "$package" ;;
            esac
        done
    fi
    # The tests measure text, so they need the same font everywhere.
    case ${1-} in
    *test*)
        [ -d /usr/share/fonts/opentype/inter ] || [ -d /usr/share/fonts/truetype/inter ] ||
            printf 'fonts-inter '
        # The tests of the remote control have a message bus of their own.
        command -v dbus-daemon >/dev/null 2>&1 && command -v dbus-monitor >/dev/null 2>&1 ||
            printf 'dbus '
        ;;
    esac
    if ! find_python; then
        command -v python3 >/dev/null 2>&1 || printf 'python3 python3-venv '
    elif ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        case $python in
        */python3.1[0-9]) printf '%s-venv ' "$(basename "$python")" ;;
        *) printf 'python3-venv ' ;;
        esac
    fi
}

# Sets $python to a Python of at least 3.11; $PYTHON goes first.
find_python() {
    for name in ${PYTHON-} python3 python3.14 python3.13 python3.12 python3.11; do
        python=$(command -v "$name" 2>/dev/null) || continue
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return 0
    done
    python=
    return 1
}

install_packages() {
    as_root=
    command -v apt-get >/dev/null 2>&1 ||
        stop "please install what these Debian packages hold, then start again: $*"
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 ||
            stop "not root and no sudo; ask an administrator to run: apt-get install $*"
        [ -t 0 ] || stop "system packages are missing; run: sudo apt-get install $*"
        printf 'Back Rehab needs these system packages: %s\nInstall them with sudo? [Y/n] ' "$*" >&2
        read -r answer || answer=n
        case $answer in
        '' | [Yy]*) as_root=sudo ;;
        *) stop "nothing was installed; it needs: $*" ;;
        esac
    fi
    say "installing $*"
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >>"$log" 2>&1 </dev/null ||
        stop "the list of system packages could not be fetched; is there a network? ($log)"
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >>"$log" 2>&1 </dev/null ||
        stop "the system packages could not be installed: $* ($log)"
}

# ---- the virtual environment
requirements() {
    # What the build and the program need, read from pyproject.toml, so that
    # PySide6 is unpacked once instead of once more for an isolated build.
    "$venv/bin/python" - "$root/pyproject.toml" "${1-}" <<'END'
import sys
import tomllib

with open(sys.argv[1], "rb") as file:
    data = tomllib.load(file)
wanted = [*data["build-system"]["requires"], "editables>=0.5", *data["project"]["dependencies"]]
for extra in filter(None, sys.argv[2].split(",")):
    wanted += data["project"]["optional-dependencies"][extra]
print("\n".join(wanted))
END
}

state() {
    # Whatever an editable install does not follow by itself.
    (
        cd "$root"
        printf '%s\n' "$root"
        cat pyproject.toml resources.qrc packaging/build_hook.py packaging/setup.sh
        find assets -type f -exec cksum {} + | sort
    ) | cksum
}

is_current() { # EXTRAS
    [ -x "$venv/bin/python" ] && [ -r "$venv/.set-up" ] &&
        [ -f "$root/backrehab_desktop/resources_rc.py" ] || return 1
    read -r done_state <"$venv/.set-up" || return 1
    [ "$done_state" = "$(state)" ] || return 1
    for extra in $(printf '%s' "${1-}" | tr , ' '); do
        grep -qx "$extra" "$venv/.set-up" || return 1
    done
}

make_venv() {
    if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --clear "$venv" >>"$log" 2>&1 ||
            stop "the virtual environment could not be made ($log)"
    fi
}

pip_install() {
    "$venv/bin/python" -m pip install --disable-pip-version-check --no-input -q "$@" \
        >>"$log" 2>&1 </dev/null ||
        stop "the Python packages could not be installed; is there a network? ($log)"
}

set_up() { # [EXTRAS, separated by commas]
    is_current "${1-}" && return 0
    : >"$log"
    packages=$(missing_packages "${1-}")
    # shellcheck disable=SC2086  # a list of words
    [ -z "$packages" ] || install_packages $packages
    find_python ||
        stop "Python 3.11 or newer is needed; $(python3 --version 2>&1 || echo none) was found"
    say "setting up in $venv (once; a minute at most on a good line)"
    make_venv
    rm -f "$venv/.set-up"
    requirements "${1-}" >"$venv/requirements.txt" || stop "pyproject.toml could not be read"
    pip_install -r "$venv/requirements.txt"
    pip_install --no-build-isolation --no-deps -e "$root"
    # Without it the first start takes two and a half times as long.
    "$venv/bin/python" -m compileall -q "$root/backrehab_desktop" >>"$log" 2>&1 || true
    {
        state
        printf '%s' "${1-}" | tr , '\n'
        echo
    } >"$venv/.set-up"
    rm -f "$log"
}
