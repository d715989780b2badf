# Sourced by ./mugai and ./test.sh: makes sure that what the machine must have is there.
# As root on Debian/Ubuntu missing packages are installed; otherwise the exact command is printed and the script stops.

say() { printf '%s\n' "$*" >&2; }

need_sdk() {
  command -v dotnet >/dev/null 2>&1 && dotnet --list-sdks 2>/dev/null | grep -q '^10\.' && return 0
  say "Mugai needs the .NET 10 SDK, which was not found. See https://dotnet.microsoft.com/download/dotnet/10.0"
  say ".NET 10 SDK が見つかりません。上の URL から入手してください。"
  exit 1
}

# need_packages PACKAGE... : each must be installed.
need_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    say "These packages (Debian names) are missing: ${missing[*]}"
    say "次のパッケージ（Debian での名称）が必要です: ${missing[*]}"
    exit 1
  fi
  if [ "$(id -u)" -ne 0 ]; then
    say "Missing packages. Run this, then try again: / 次を実行してから、もう一度お試しください。"
    say "  sudo apt-get install --no-install-recommends -y ${missing[*]}"
    exit 1
  fi
  say "Installing: / 導入します: ${missing[*]}"
  local log; log=$(mktemp)
  if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install --no-install-recommends -y "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
    tail -20 "$log" >&2
    say "Installing failed. / 導入に失敗しました。"
    exit 1
  fi
  rm -f "$log"
}

# What running Mugai needs: SQLite of the system, patched by the distribution, and the libraries that read pictures, archives and QR codes in native workers,
# and the program that draws pages of PDF files.
# Asked by soname, because newer distributions call the packages otherwise (libvips42t64).
need_runtime() {
  local missing=() entry
  for entry in libsqlite3.so.0:libsqlite3-0 libvips.so.42:libvips42 libarchive.so.13:libarchive13 libzbar.so.0:libzbar0; do
    PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null | grep -qF "${entry%%:*} " || missing+=("${entry#*:}")
  done
  [ -x /usr/bin/pdftoppm ] || missing+=(poppler-utils)
  [ ${#missing[@]} -eq 0 ] || need_packages "${missing[@]}"
}
