#!/usr/bin/env bash
# Builds what is installed, from this checkout:  packaging/build.sh [OUT]     (OUT: artifacts/packages)
#   mugai-VERSION-linux-x64.tar.gz   program, worker and .NET runtime: nothing is fetched where it is installed
#   mugai_VERSION_amd64.deb          the same as a package, with user, folders, systemd units
#   mugai-VERSION.cdx.json           what is in it (SBOM, CycloneDX 1.6)
# --from DIR takes a build that is there already (artifacts/bin/Gateway/release) instead of building.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=$root/artifacts/packages from=
while [ $# -gt 0 ]; do
  case $1 in
    --from) from=$2; shift 2 ;;
    *) out=$1; shift ;;
  esac
done
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$root/Directory.Build.props")
if [ -z "$from" ]; then
  dotnet build "$root/src/Gateway" -c Release -v quiet -nologo
  from=$root/artifacts/bin/Gateway/release
fi
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
umask 022
# The same input gives the same bytes: every file carries the time of the commit.
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || date +%s)}

# The program, and the runtime that it was built with.
lib=$stage/tree/usr/lib/mugai
mkdir -p "$lib/dotnet/shared" "$stage/tree/usr/bin"
cp -r "$from/." "$lib/"
rm -rf "$lib/runtimes/win" "$lib/runtimes/osx"
find "$lib" \( -name '*.pdb' -o -name '*.xml' -o -name '*.staticwebassets.*' \) -type f -delete
runtime=$(dotnet --list-runtimes | sed -n 's/^Microsoft.AspNetCore.App \(10\.[^ ]*\) .*/\1/p' | sort -V | tail -1)
dotnet_root=$(dirname "$(readlink -f "$(command -v dotnet)")")
cp -r "$dotnet_root/host" "$dotnet_root/LICENSE.txt" "$dotnet_root/ThirdPartyNotices.txt" "$lib/dotnet/"
for framework in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
  mkdir -p "$lib/dotnet/shared/$framework"
  cp -r "$dotnet_root/shared/$framework/$runtime" "$lib/dotnet/shared/$framework/"
done
install -m 755 "$root/packaging/mugai" "$stage/tree/usr/bin/mugai"
chmod -R u=rwX,go=rX "$stage/tree"

# Documents, configuration, units.
doc=$stage/tree/usr/share/doc/mugai
mkdir -p "$doc" "$stage/tree/etc/mugai/policies" "$stage/tree/usr/lib/systemd/system"
cp "$root/README.md" "$root/README.ja.md" "$root/CHANGELOG.md" "$doc/"
cp "$root/LICENSE" "$doc/copyright"
cp -r "$root/docs/operating" "$doc/operating"
cp -r "$root/samples/policies" "$doc/policies"
install -m 644 "$root/packaging/mugai.yaml" "$stage/tree/etc/mugai/mugai.yaml"
# Not /lib: that is a link on most systems, and tar would put a folder in its place.
install -m 644 "$root"/packaging/systemd/* "$stage/tree/usr/lib/systemd/system/"
mkdir -p "$out"
python3 "$root/packaging/sbom.py" "$root" "$version" "$runtime" "$lib" >"$out/mugai-$version.cdx.json"
cp "$out/mugai-$version.cdx.json" "$doc/mugai.cdx.json"
find "$stage/tree" -exec touch -h -d "@$epoch" {} +

tar -C "$stage/tree" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$epoch" -c . | gzip -n -6 >"$out/mugai-$version-linux-x64.tar.gz"

mkdir "$stage/tree/DEBIAN"
sed -e "s/@VERSION@/$version/" -e "s/@SIZE@/$(du -sk --exclude=DEBIAN "$stage/tree" | cut -f1)/" "$root/packaging/debian/control.in" >"$stage/tree/DEBIAN/control"
install -m 755 "$root"/packaging/debian/{postinst,prerm,postrm} "$stage/tree/DEBIAN/"
echo /etc/mugai/mugai.yaml >"$stage/tree/DEBIAN/conffiles"
find "$stage/tree/DEBIAN" -exec touch -d "@$epoch" {} +
SOURCE_DATE_EPOCH=$epoch dpkg-deb --root-owner-group -Zgzip -z6 --build "$stage/tree" "$out/mugai_${version}_amd64.deb" >/dev/null
(cd "$out" && sha256sum "mugai-$version-linux-x64.tar.gz" "mugai_${version}_amd64.deb" "mugai-$version.cdx.json" >SHA256SUMS)
ls -l "$out"
