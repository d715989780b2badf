#!/usr/bin/env bash
# Passes the tests: sets the machine up, builds everything, runs every suite. The last line counts them.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root" || exit 1
. eng/setup.sh
need_sdk
need_runtime
# Real servers and readers that the end-to-end tests start or ask (never as services of the machine).
if [ "$(id -u)" -eq 0 ] && [ ! -e /usr/sbin/policy-rc.d ] && ! dpkg-query -W postfix clamav-daemon c-icap prometheus >/dev/null 2>&1; then
  # A server that comes with a package must not start by itself.
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d && policy_made=1
fi
need_packages systemd postfix clamav-daemon c-icap libc-icap-mod-virus-scan swaks p7zip-full qpdf poppler-utils poppler-data libsqlite3-0 sqlite3 chromium slapd ldap-utils prometheus libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui
# The provider of the sign-in tests is a package of npm; NodeSource's nodejs brings npm along, Debian's does not.
need_packages nodejs
command -v npm >/dev/null 2>&1 || need_packages npm
[ -z "${policy_made:-}" ] || rm -f /usr/sbin/policy-rc.d

results=artifacts/test-results
rm -rf "$results"
dotnet build Sanitizer.sln -c Release -v quiet -nologo || { echo "The build failed."; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
# One suite after the other: they start servers and measure nothing against each other.
dotnet test Sanitizer.sln -c Release --no-build -m:1 -nologo --logger "trx" --results-directory "$results" --blame-hang-timeout 10m "$@"
status=$?

count() { cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | grep -o " $1=\"[0-9]*" | grep -o '[0-9]*$' | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(count passed) failed=$(count failed) total=$(count total)
skipped=$((total - passed - failed))
suites=$(ls -d tests/*.Tests | wc -l) ran=$(ls "$results"/*.trx 2>/dev/null | wc -l)
if [ $# -eq 0 ] && [ "$ran" -lt "$suites" ]; then
  echo "Only $ran of $suites suites left a result."
  failed=$((failed + suites - ran))
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$status" -eq 0 ] && [ "$failed" -eq 0 ]
