#!/usr/bin/env python3
"""Writes what a package of Mugai is made of as CycloneDX 1.6 JSON: sbom.py CHECKOUT VERSION RUNTIME PROGRAM_FOLDER

The packages come from the lock files, with their hashes; the runtime and our own files from the folder; the libraries that the package needs from its control file.
The same checkout gives the same bytes (apart from our own files' hashes, which follow the build)."""
import base64, glob, hashlib, json, os, re, sys, uuid

checkout, version, runtime, program = sys.argv[1:5]
rooms = ["Abstractions", "Mime", "Sanitizers", "Worker", "Portal", "Gateway"]


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


components, edges = {}, {}
for room in rooms:
    with open(f"{checkout}/src/{room}/packages.lock.json", encoding="utf-8-sig") as file:
        lock = json.load(file)
    for framework in lock["dependencies"].values():
        for name, package in framework.items():
            if package["type"] == "Project" or "contentHash" not in package:
                continue
            purl = f"pkg:nuget/{name}@{package['resolved']}"
            components[purl] = {
                "type": "library", "bom-ref": purl, "name": name, "version": package["resolved"], "purl": purl,
                "hashes": [{"alg": "SHA-512", "content": base64.b64decode(package["contentHash"]).hex()}],
                "scope": "excluded" if name.endswith("Analyzers") else "required",
            }
            edges[purl] = sorted(f"pkg:nuget/{other}@{framework[other]['resolved']}" for other in package.get("dependencies", {}) if other in framework and "resolved" in framework[other])
for name in ("Microsoft.NETCore.App", "Microsoft.AspNetCore.App"):
    purl = f"pkg:generic/{name}@{runtime}"
    components[purl] = {"type": "framework", "bom-ref": purl, "name": name, "version": runtime, "purl": purl, "licenses": [{"license": {"id": "MIT"}}], "scope": "required"}
with open(f"{checkout}/packaging/debian/control.in", encoding="utf-8") as file:
    depends = re.search(r"^Depends: (.*)$", file.read(), re.M).group(1)
for needed in depends.split(","):
    name = needed.split("|")[0].split("(")[0].strip()
    purl = f"pkg:deb/debian/{name}"
    components[purl] = {"type": "library", "bom-ref": purl, "name": name, "purl": purl, "scope": "excluded", "description": "not in the package: taken from the system"}
files = []
for path in sorted(glob.glob(f"{program}/mugai*") + glob.glob(f"{program}/Mugai.*.dll") + glob.glob(f"{program}/worker/mugai-worker*") + glob.glob(f"{program}/worker/Mugai.*.dll")):
    if os.path.isfile(path):
        name = os.path.relpath(path, program)
        files.append({"type": "file", "bom-ref": f"file:{name}", "name": name, "hashes": [{"alg": "SHA-256", "content": sha256(path)}]})
product = f"pkg:generic/mugai@{version}"
listed = [components[key] for key in sorted(components)] + files
bom = {
    "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
    "serialNumber": "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(listed, sort_keys=True))),
    "metadata": {"component": {"type": "application", "bom-ref": product, "name": "mugai", "version": version, "licenses": [{"license": {"id": "Apache-2.0"}}]}},
    "components": listed,
    "dependencies": [{"ref": product, "dependsOn": sorted(components)}] + [{"ref": key, "dependsOn": edges[key]} for key in sorted(edges)],
}
json.dump(bom, sys.stdout, indent=1, ensure_ascii=False)
print()
