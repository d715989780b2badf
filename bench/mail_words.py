#!/usr/bin/env python3
"""How much of the text of mails survives: words of each original, decoded here independently, looked for in what came out.

usage: mail_words.py KIND ORIGINALS OUTPUTS   (OUTPUTS/NAME.eml and NAME.json as `mugai sanitize` wrote them)
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

def texts(m, all_parts=True):
    """Bodies; subject. Nested mails too; of alternatives the plain text when it says something."""
    got = [header(str(m.get("subject", "")))]
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

def box(raw):
    if not raw.startswith(b"From "): return texts(email.message_from_bytes(raw))
    got = []
    for one in re.split(rb"(?m)^From [^\n]*\n", raw)[1:]:
        got += texts(email.message_from_bytes(re.sub(rb"(?m)^>(>*From )", rb"\1", one)))
    return got

def originals(kind, path):
    if kind == "msg": return msg_texts(path)
    raw = open(path, "rb").read()
    return box(raw)

def main():
    kind, src, out = sys.argv[1:4]
    total = kept = 0; rows = []
    counts = {}
    for path in sorted(glob.glob(src + "/*")):
        name = os.path.basename(path)
        try: rep = json.load(open(f"{out}/{name}.json"))
        except Exception: rep = {"outcome": "crashed"}
        rep = rep[0] if isinstance(rep, list) else rep
        counts[rep["outcome"]] = counts.get(rep["outcome"], 0) + 1
        if rep["outcome"] != "rebuilt": rows.append((name, rep["outcome"], rep.get("reason"), 0, 0, [])); continue
        clean = open(f"{out}/{name}.eml", "rb").read()
        have = {}
        for w in words(" ".join(box(clean))): have[w] = have.get(w, 0) + 1
        n = k = 0; lost = []
        for w in words(" ".join(originals(kind, path))):
            n += 1
            if have.get(w, 0) > 0: have[w] -= 1; k += 1
            else: lost.append(w)
        total += n; kept += k
        rows.append((name, "rebuilt", None, n, k, lost[:12]))
    for r in rows:
        if r[3] != r[4] or r[1] != "rebuilt": print(f"{r[0]:60} {r[1]} {r[2] or ''} {r[4]}/{r[3]} {r[5]}")
    print(f"| {kind} | {sum(counts.values())} | {counts.get('rebuilt',0)} | {counts.get('held',0)} | {counts.get('blocked',0)} | {counts.get('crashed',0)} | {kept}/{total} | {100*kept/max(total,1):.2f} % |")
main()
