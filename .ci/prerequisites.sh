# Sourced by run, test and bench: what must be on the machine before anything is built.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DEBIAN_FRONTEND=noninteractive
# Profile-guided compilation in .NET 10.0.x miscompiles now and then (dotnet/runtime#132370): the Razor compiler then reports
# RZ1021 on sound pages (dotnet/roslyn#85656). Directory.Build.props switches it off in what we build, this in what builds it.
export DOTNET_TieredPGO=0

say() { printf '%s\n' "$*" >&2; }

require_dotnet() {
    if ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
        say "The .NET 10 SDK is not installed. How to get it: https://learn.microsoft.com/dotnet/core/install/linux-debian"
        exit 1
    fi
}

is_there() {
    case "$1" in
        'font '*) [[ -n $(fc-list ":${1#font }" family 2>/dev/null) ]] ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

# install_missing PROGRAM:PACKAGES… installs the Debian packages of every program that is not there; "font PATTERN" stands for
# a font of that name or with the letters of that language.
install_missing() {
    local PATH="$PATH:/usr/sbin${MEDLOGS_PG_BIN:+:$MEDLOGS_PG_BIN}$(printf ':%s' /usr/lib/postgresql/*/bin)"
    local need missing=() as_root=() policy=/usr/sbin/policy-rc.d failed=0
    for need; do
        # shellcheck disable=SC2206 # one program may need several packages
        is_there "${need%%:*}" || missing+=(${need#*:})
    done
    ((${#missing[@]})) || return 0

    if ! command -v apt-get >/dev/null; then
        say "Missing, and apt-get is not there to install it: ${missing[*]}"
        exit 1
    fi
    ((EUID == 0)) || as_root=(sudo --preserve-env=DEBIAN_FRONTEND)
    say "Installing Debian packages: ${as_root[*]:+sudo }apt-get install ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    # Packages of servers start them. We start our own, on ports of our own: until this is done, nothing else is started.
    if [[ -e $policy ]]; then
        policy=
    else
        printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" install -m 755 /dev/stdin "$policy"
    fi
    "${as_root[@]}" apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null </dev/null || failed=$?
    [[ -z $policy ]] || "${as_root[@]}" rm -f "$policy"
    return "$failed"
}

postgres='initdb:postgresql'
chromium='chromium:chromium chromium-sandbox'
transfer=(curl:curl vsftpd:vsftpd sshd:openssh-server ssh-keygen:openssh-client) # the client, and what the tests let it talk to
# Session logs hold names in any script. A Chromium that was there before us may have no letters for them, and would print boxes.
fonts=(
    'font family=Liberation Sans:fontconfig fonts-liberation'
    'font lang=ar:fontconfig fonts-noto-core'
    'font lang=hi:fontconfig fonts-noto-core'
    'font lang=zh:fontconfig fonts-noto-cjk'
)

# Restores and builds; unlike dotnet build, says nothing but what is wrong.
build() {
    say "Building ${*: -1}"
    dotnet msbuild -restore -maxcpucount -verbosity:quiet -nologo "$@" >&2
}
