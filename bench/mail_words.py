#!/usr/bin/env python3
"""How much of the text of mails survives: words of each original, decoded here independently, looked for in what came out.

usage: mail_words.py KIND ORIGINALS OUTPUTS REPORT   (`mugai sanitize ORIGINALS -o OUTPUTS --report REPORT`)
"""
import email, email.header, email.policy, glob, html.parser, json, os, re, sys, unicodedata

class Text(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(); self.t = []; self.skip = 0
    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style", "head", "title"): self.skip += 1
        self.t.append(" " if tag not in ("b","i","u","font","span","a","em","strong","o:p") else "")
    def handle_endtag(self, tag):
        if tag in ("script", "style", "head", "title") and self.skip: self.skip -= 1
        self.t.append(" " if tag not in ("b","i","u","font","span","a","em","strong","o:p") else "")
    def handle_data(self, d):
        if not self.skip: self.t.append(d)

def html_text(s):
    p = Text()
    try: p.feed(s); p.close()
    except Exception: pass
    return "".join(p.t)

def decode(b, label):
    for c in ([label] if label else []) + (["gb18030"] if label and label.lower().startswith("gb") else []) + ["utf-8", "iso-2022-jp", "cp932", "euc-jp", "latin-1"]:
        if c and c.lower().replace("_", "-") in ("iso-2022-jp",): c = "iso2022_jp_ext"
        try: return b.decode(c)
        except (LookupError, UnicodeDecodeError): continue
    return b.decode("latin-1")

def header(v):
    out = ""
    try:
        for s, c in email.header.decode_header(v):
            out += decode(s, c if c and c != "unknown-8bit" else None) if isinstance(s, bytes) else s
    except Exception: out = str(v)
    return out

def subject(m):
    """The subject from the bytes that arrived: raw 8-bit is UTF-8, Japanese when kana come out, Latin otherwise."""
    raw = next((v for n, v in m._headers if n.lower() == "subject"), "")
    b = raw.encode("ascii", "surrogateescape") if isinstance(raw, str) else b""
    if b.isascii(): return header(str(m.get("subject", "")))
    for c in ("utf-8", "cp932", "euc-jp"):
        try: t = b.decode(c)
        except UnicodeDecodeError: continue
        if c == "utf-8" or re.search("[\u3041-\u30ff]", t): return t
    return b.decode("cp1252", "replace")

def texts(m, all_parts=True):
    """Bodies; subject. Nested mails too; of alternatives the plain text when it says something."""
    got = [subject(m)]
    def walk(p, alt):
        ct = p.get_content_type()
        if p.is_multipart() and ct == "multipart/alternative":
            plain = [q for q in p.get_payload() if q.get_content_type() == "text/plain"]
            t = "".join(decode(q.get_payload(decode=True) or b"", q.get_content_charset()) for q in plain)
            rest = [q for q in p.get_payload() if q.get_content_type() != "text/plain"]
            if len(t.strip()) > 400 or not [q for q in rest if q.get_content_type() != "text/x-amp-html"]:
                got.append(t)
            else:
                for q in rest: walk(q, True)
            return
        if ct == "message/rfc822":
            for q in (p.get_payload() if p.is_multipart() else []): got.extend(texts(q))
            return
        if p.is_multipart():
            for q in p.get_payload(): walk(q, alt)
            return
        if ct in ("text/plain", "text/html") or ct.startswith("message/"):
            if isinstance(p.get_payload(), str) or p.get_payload(decode=True):
                s = decode(p.get_payload(decode=True) or b"", p.get_content_charset())
                s = re.sub(r"(?ms)^begin [0-7]{3,4} .*?^end\s*$", " ", s)
                got.append(html_text(s) if ct == "text/html" else s)
    walk(m, False)
    return got

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")
def words(t): return WORD.findall(unicodedata.normalize("NFKC", t).lower())

# The same word as the policy writes it: the address stays readable and is no link any more.
DEFANGED = {"http": "hxxp", "https": "hxxps", "ftp": "fxp"}

def msg_texts(path):
    import olefile
    o = olefile.OleFileIO(path); got = []
    cp = "cp1252"
    raw = o.openstream("__properties_version1.0").read()
    for i in range(32, len(raw) - 15, 16):
        if raw[i+2:i+4] == b"\xfd\x3f": 
            n = int.from_bytes(raw[i+8:i+12], "little"); cp = {65001: "utf-8", 0: "cp1252"}.get(n, "cp%d" % n)
    for e in o.listdir():
        if any(x.lower().startswith("__recip") or x.lower().startswith("__attach") for x in e[:-1]): 
            if not any("3701000D" in x for x in e): continue
        for tag in ("0037", "1000"):
            if e[-1].upper() == "__SUBSTG1.0_" + tag + "001F": got.append(o.openstream(e).read().decode("utf-16le", "replace"))
            if e[-1].upper() == "__SUBSTG1.0_" + tag + "001E":
                b = o.openstream(e).read()
                try: got.append(b.decode(cp))
                except Exception: got.append(b.decode("latin-1"))
    return got

def unpack_rtf(b):
    """[MS-OXRTFCP]: LZFu with its first dictionary."""
    if b[8:12] == b"MELA": return b[16:]
    first = (b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
             b"{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx")
    d = bytearray(first.ljust(4096, b"\0")); w = len(first); out = bytearray(); i = 16
    while i < len(b):
        flags = b[i]; i += 1
        for bit in range(8):
            if i >= len(b): return bytes(out)
            if flags >> bit & 1:
                v = int.from_bytes(b[i:i+2], "big"); i += 2; o, n = v >> 4, (v & 15) + 2
                if o == w: return bytes(out)
                for k in range(n):
                    c = d[(o + k) % 4096]; out.append(c); d[w] = c; w = (w + 1) % 4096
            else:
                c = b[i]; i += 1; out.append(c); d[w] = c; w = (w + 1) % 4096
    return bytes(out)

def tnef_texts(raw):
    """[MS-OXTNEF]: subject and body, as an attribute or as a property; HTML first, then text, then what RTF wraps or says."""
    got = {}; i = 6; page = "cp1252"
    while i + 9 <= len(raw):
        tag = int.from_bytes(raw[i+1:i+3], "little"); n = int.from_bytes(raw[i+5:i+9], "little"); v = raw[i+9:i+9+n]
        if tag == 0x9007 and n >= 4: page = "cp%d" % int.from_bytes(v[:4], "little")
        if raw[i] == 1 and tag == 0x8004: got.setdefault("s", decode(v.rstrip(b"\0"), page))
        if raw[i] == 1 and tag == 0x800C: got.setdefault("b", decode(v.rstrip(b"\0"), page))
        if raw[i] == 1 and tag == 0x9003: got.update(properties(v, page))
        i += 9 + n + 2
    body = html_text(got["h"]) if "h" in got else got.get("b")
    if body is None and "r" in got:
        r = re.sub(r"<!--.*?-->|<style.*?</style>", " ", got["r"].decode("latin-1"), flags=re.S)
        body = re.sub(r"\\'(..)", lambda m: chr(int(m[1], 16)), re.sub(r"\{\\\*[^{}]*\}|\{\\(?:fonttbl|colortbl|stylesheet)(?:[^{}]|\{[^{}]*\})*\}|\\[a-z]+-?[0-9]* ?|[{}]", " ", r))
    return [got.get("s", ""), body or ""]

def properties(v, page):
    got = {}; i = 4
    for _ in range(int.from_bytes(v[:4], "little")):
        kind, tag = int.from_bytes(v[i:i+2], "little"), int.from_bytes(v[i+2:i+4], "little"); i += 4
        if tag >= 0x8000:
            i += 16; named = int.from_bytes(v[i:i+4], "little"); i += 4
            if named == 0: i += 4
            else: n = int.from_bytes(v[i:i+4], "little"); i += 4 + n + -n % 4
        fixed = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 0x40: 8, 0x48: 16}.get(kind & 0xFFF)
        count = 1
        if fixed is None or kind & 0x1000: count = int.from_bytes(v[i:i+4], "little"); i += 4
        for _ in range(count):
            if fixed is not None: i += fixed; continue
            n = int.from_bytes(v[i:i+4], "little"); i += 4; value = v[i:i+n]; i += n + -n % 4
            text = value.decode("utf-16le", "replace").rstrip("\0") if kind & 0xFFF == 0x1F else decode(value.rstrip(b"\0"), page)
            if tag == 0x0037: got["s"] = text
            if tag == 0x1000 and text: got["b"] = text
            if tag == 0x1013 and text: got["h"] = text
            if tag == 0x1009 and value: got["r"] = unpack_rtf(value)
        if i >= len(v): break
    return got

def page_text(raw):
    m = re.search(rb"(?i)charset=[\"']?([\w-]+)", raw[:4096])
    try: raw.decode("utf-8"); label = "utf-8"
    except UnicodeDecodeError: label = m and m[1].decode()
    return html_text(decode(raw, label))

def titled(raw):
    """A saved web page comes out as a page whose title is what the subject was."""
    m = re.search(rb"<title>([^<]*)</title>", raw)
    return [html.unescape(m[1].decode()) if m else "", page_text(raw)]

def box(raw):
    if not raw.startswith(b"From "): return texts(email.message_from_bytes(raw))
    got = []
    for one in re.split(rb"(?m)^From [^\n]*\n", raw)[1:]:
        got += texts(email.message_from_bytes(re.sub(rb"(?m)^>(>*From )", rb"\1", one)))
    return got

def originals(kind, path):
    if kind == "msg": return msg_texts(path)
    raw = open(path, "rb").read()
    if kind == "tnef": return tnef_texts(raw)
    if kind == "html": return box(raw) if re.match(rb"(?i)[\w-]+: ", raw) else [page_text(raw)]
    return box(raw)

def main():
    kind, src, out, reports = sys.argv[1:5]
    total = kept = defanged = 0; rows = []
    counts = {}
    told = json.load(open(reports))
    told = {r["input"]["name"]: r for r in (told if isinstance(told, list) else [told])}
    for path in sorted(glob.glob(src + "/*")):
        name = os.path.basename(path)
        rep = told.get(name, {"outcome": "crashed"})
        counts[rep["outcome"]] = counts.get(rep["outcome"], 0) + 1
        if rep["outcome"] != "rebuilt": rows.append((name, rep["outcome"], rep.get("reason"), 0, 0, [])); continue
        clean = open(os.path.join(out, rep["output"]["name"]), "rb").read()
        have = {}
        for w in words(" ".join(titled(clean) if rep["output"]["format"] == "html" else box(clean))): have[w] = have.get(w, 0) + 1
        n = k = 0; lost = []
        for w in words(" ".join(originals(kind, path))):
            n += 1
            if have.get(w, 0) > 0: have[w] -= 1; k += 1
            elif have.get(DEFANGED.get(w), 0) > 0: have[DEFANGED[w]] -= 1; defanged += 1; lost.append(w)
            else: lost.append(w)
        total += n; kept += k
        rows.append((name, "rebuilt", None, n, k, lost[:12]))
    for r in rows:
        if r[3] != r[4] or r[1] != "rebuilt": print(f"{r[0]:60} {r[1]} {r[2] or ''} {r[4]}/{r[3]} {r[5]}")
    print(f"| {kind} | {sum(counts.values())} | {counts.get('rebuilt',0)} | {counts.get('held',0)} | {counts.get('blocked',0)} | {counts.get('crashed',0)} | {kept:,} of {total:,} | {100*kept/max(total,1):.2f} % | {100*(kept+defanged)/max(total,1):.2f} % |")
main()
