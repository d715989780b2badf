#!/usr/bin/env python3
"""Do strict and lenient readers read a rebuilt mail in the same way? Python's email with its old and new policies, and a plain split at the delimiters.

usage: mail_readers.py FOLDER...   (what `mugai sanitize` wrote; only .eml is looked at)
"""
import base64, email, email.header, email.policy, glob, quopri, re, sys, urllib.parse

STRICT = email.policy.default.clone(raise_on_defect=True)

def words(value):
    return str(email.header.make_header(email.header.decode_header(re.sub(r"\r?\n", "", value))))

def by_package(raw, policy):
    """Depth, media type, file name and content of every leaf; subject and author of every message."""
    got = []
    def walk(m, depth):
        if m.get("subject") is not None or m.get("from") is not None:
            got.append((depth, words(str(m.get("subject", ""))), words(str(m.get("from", "")))))
        if m.is_multipart() or m.get_content_type() == "message/rfc822":
            for p in m.get_payload(): walk(p, depth + 1)
            return
        name = m.get_filename()
        content = m.get_payload(decode=True) or b""
        got.append((depth, m.get_content_type(), words(name) if name else "", content.rstrip(b"\r\n")))
    walk(email.message_from_bytes(raw, policy=policy), 0)
    return got

def by_hand(raw, depth=0):
    """As the simplest reader would: the header up to the first empty line, parts between the delimiters."""
    head, _, body = raw.partition(b"\r\n\r\n")
    fields = dict(reversed([line.split(b": ", 1) for line in re.sub(rb"\r\n[ \t]", b" ", head).split(b"\r\n") if b": " in line]))
    text = lambda n: words(fields.get(n, b"").decode("ascii"))
    got = [(depth, text(b"Subject"), text(b"From"))] if b"Subject" in fields or b"From" in fields else []
    kind = fields.get(b"Content-Type", b"text/plain").split(b";")[0].decode()
    if kind.startswith("multipart/"):
        boundary = re.search(rb'boundary="?([^";]+)', fields[b"Content-Type"])[1]
        for piece in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]: got += by_hand(piece[2:], depth + 1)
        return got
    if kind == "message/rfc822": return got + by_hand(body, depth + 1)
    name = fields.get(b"Content-Disposition", b"").decode()
    pieces = re.findall(r"filename\*(?:\d+\*)?=([^;\s]+)", name)
    plain = re.search(r'filename="?((?:[^"\\;]|\\.)+)', name)
    name = urllib.parse.unquote("".join(pieces).removeprefix("UTF-8''")) if pieces else re.sub(r"\\(.)", r"\1", plain[1]) if plain else ""
    code = fields.get(b"Content-Transfer-Encoding", b"7bit")
    content = base64.b64decode(body) if code == b"base64" else quopri.decodestring(body) if code == b"quoted-printable" else body
    return got + [(depth, kind, name, content.rstrip(b"\r\n"))]

def main():
    mails = differences = 0
    for path in sorted(p for folder in sys.argv[1:] for p in glob.glob(folder + "/**/*.eml", recursive=True)):
        raw = open(path, "rb").read(); mails += 1
        try:
            readings = [by_package(raw, policy) for policy in (email.policy.compat32, email.policy.default, STRICT)] + [by_hand(raw)]
        except Exception as e:
            differences += 1; print(f"{path}: {type(e).__name__}: {e}"); continue
        if any(r != readings[0] for r in readings[1:]):
            differences += 1
            other = next(r for r in readings[1:] if r != readings[0])
            print(f"{path}: {next((a, b) for a, b in zip(readings[0] + [None] * 9, other + [None] * 9) if a != b)!r:.400}")
    print(f"{mails} mails, {differences} read in two ways")
    sys.exit(1 if differences else 0)
main()
