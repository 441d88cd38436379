#!/bin/sh
# Installs what the build needs and the machine lacks. Says nothing where nothing is missing.
#
#   sh scripts/setup.sh          to build and run: cmake, libclang, a C++ compiler, make
#   sh scripts/setup.sh tests    to test as well: CBC, the second solver that checks written models
set -eu

have() { command -v "$1" >/dev/null 2>&1; }

# The bindings to the HiGHS solver are made with libclang. Without it the build fails only after
# some minutes of compiling C++, so look for it first, where the build will look.
have_libclang() {
    for file in \
        "${LIBCLANG_PATH:-/nonexistent}"/libclang*.so* "${LIBCLANG_PATH:-/nonexistent}"/libclang*.dylib \
        /usr/lib/llvm*/lib/libclang*.so* /usr/lib/*/libclang*.so* /usr/lib*/libclang*.so* \
        /usr/local/lib*/libclang*.so* /usr/local/llvm*/lib/libclang*.so* \
        /opt/homebrew/opt/llvm*/lib/libclang.dylib /usr/local/opt/llvm*/lib/libclang.dylib \
        /Library/Developer/CommandLineTools/usr/lib/libclang.dylib \
        /Applications/Xcode.app/Contents/Developer/Toolchains/XcodeDefault.xctoolchain/usr/lib/libclang.dylib
    do
        case "$file" in *libclang-cpp*) continue ;; esac
        [ -e "$file" ] && return 0
    done
    return 1
}

# Names on one line, as packages of Debian and its relatives.
missing=""
have make || missing="$missing make"
have cmake || missing="$missing cmake"
have c++ || have g++ || have clang++ || missing="$missing g++"
have_libclang || missing="$missing libclang-dev"
if [ "${1:-}" = tests ] && ! have cbc; then missing="$missing coinor-cbc"; fi

install_with_apt() {
    as_root=""
    if [ "$(id -u)" -ne 0 ]; then
        if ! have sudo; then
            echo "placewise needs$missing. Ask an administrator to run: apt-get install$missing" >&2
            exit 1
        fi
        as_root=sudo
    fi
    echo "Installing$missing" >&2
    $as_root apt-get update -qq
    # shellcheck disable=SC2086  # the list is meant to be split
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

if [ -n "$missing" ]; then
    if have apt-get; then
        install_with_apt
    else
        case "$(uname -s)" in
            Darwin) echo "placewise needs$missing. Run: xcode-select --install; brew install cmake llvm cbc" >&2 ;;
            MINGW* | MSYS* | CYGWIN*)
                echo "placewise needs$missing. Run: winget install Kitware.CMake LLVM.LLVM and install the" \
                    "Visual Studio Build Tools with 'Desktop development with C++'" >&2 ;;
            *) echo "placewise needs$missing: install cmake, a C++ compiler, make and libclang (clang-devel)" >&2 ;;
        esac
        # CBC only checks our answers: without it the tests that use it say so and are passed over.
        [ "$missing" = " coinor-cbc" ] || exit 1
    fi
fi

if ! have cargo; then
    echo "placewise needs Rust: see https://rustup.rs, then open a new terminal" >&2
    exit 1
fi
