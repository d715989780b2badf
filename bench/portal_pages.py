#!/usr/bin/env python3
"""How long pages of the portal take: 1,000 mails with parts that wait, 200 sessions that read, while mail flows.

    bench/portal_pages.py [--sessions 200] [--held 1000] [--seconds 60] [--think 4] [--mails-per-second 5]

Starts the program that was built (artifacts/bin/Gateway/release/mugai) in a folder of its own, fills it through SMTP, signs sessions in through the pages, and measures every page from request
to last byte. The generator runs on the same machine. Python's standard library and 7z alone.
"""
import argparse, html, http.client, os, random, re, shutil, smtplib, socket, statistics, subprocess, sys, tempfile, threading, time, urllib.parse
from email.message import EmailMessage
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "artifacts/bin/Gateway/release/mugai"
PASSWORD = "kawara-mizu-9 tsukue"
ACCOUNTS = 20


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Session:
    """A browser without eyes: one connection, its cookies."""

    def __init__(self, port):
        self.connection, self.cookies = http.client.HTTPConnection("127.0.0.1", port, timeout=60), {}

    def ask(self, method, path, fields=None):
        headers = {"Accept-Language": "ja", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, text

    def submit(self, page, fields, action=None):
        _, text = self.ask("GET", page)
        token = re.search(r'__RequestVerificationToken" type="hidden" value="([^"]+)"', text).group(1)
        return self.ask("POST", action or page, [("__RequestVerificationToken", token)] + fields)


def mail(number, to, archive):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "sender@outside.example", to, f"会議資料の送付 {number}"
    message["Message-ID"], message["Date"] = f"<bench-{number}@outside.example>", "Fri, 20 Nov 2026 10:00:00 +0900"
    message.set_content("資料をお送りします。\n")
    if archive:
        message.add_attachment(archive, maintype="application", subtype="zip", filename="資料.zip")
    return message


def main():
    parser = argparse.ArgumentParser()
    for name, default in (("sessions", 200), ("held", 1000), ("seconds", 60), ("think", 4), ("mails-per-second", 5)):
        parser.add_argument(f"--{name}", type=int, default=default)
    wanted = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mugai-pages-"))
    smtp, portal = free_port(), free_port()
    (folder / "mugai.yaml").write_text(
        f'smtp:\n  listen: ["127.0.0.1:{smtp}"]\n  hostname: gw.city.example.lg.jp\n  recipientDomains: ["city.example.lg.jp"]\ndelivery:\n  nextHop: maildir:clean\n'
        f"storage:\n  path: store\n  masterKeyFile: key/master.key\nportal:\n  listen: http://127.0.0.1:{portal}\npeople:\n  secondFactor: []\n")
    log = open(folder / "log", "w")
    server = subprocess.Popen([str(PROGRAM), "serve", "--config", str(folder / "mugai.yaml")], cwd=folder, stdout=log, stderr=log)
    try:
        measure(wanted, folder, smtp, portal)
    finally:
        server.terminate()
        server.wait(120)
        shutil.rmtree(folder, ignore_errors=True)


def measure(wanted, folder, smtp, portal):
    for _ in range(300):
        try:
            if Session(portal).ask("GET", "/health/ready")[0] == 200:
                break
        except OSError:
            pass
        time.sleep(0.2)
    code = re.search(r"code: ([A-Z0-9-]{14})", (folder / "log").read_text()).group(1)
    admin = Session(portal)
    admin.submit("/setup", [("code", code), ("signInName", "admin"), ("name", "管理者"), ("password", PASSWORD), ("repeat", PASSWORD)])
    first = []
    for i in range(ACCOUNTS):
        fields = [("signInName", f"u{i:03}"), ("name", f"職員 {i}"), ("department", "財政課"), ("addresses", f"clerk{i}@city.example.lg.jp"), ("reason", "bench"), ("roles", "staff")]
        _, text = admin.submit("/admin/people/add", fields)
        temporary = html.unescape(re.search(r'class="secret"[^>]*>\s*([^<\s]+)\s*<', text).group(1))
        session = Session(portal)
        session.submit("/sign-in", [("name", f"u{i:03}"), ("password", temporary)])
        session.submit("/sign-in/password", [("password", PASSWORD), ("repeat", PASSWORD)])
        first.append(session)

    (folder / "a.txt").write_text("資料\n")
    subprocess.run(["7z", "a", "-tzip", "-pKaigi-2026!", "-mem=AES256", "a.zip", "a.txt"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    archive = (folder / "a.zip").read_bytes()
    with smtplib.SMTP("127.0.0.1", smtp) as hop:
        for number in range(wanted.held):
            to = f"clerk{number % ACCOUNTS}@city.example.lg.jp"
            hop.send_message(mail(number, to, archive), "sender@outside.example", [to])
    while len(os.listdir(folder / "clean/new")) < wanted.held:
        time.sleep(0.5)

    sessions = list(first)
    while len(sessions) < wanted.sessions:
        session = Session(portal)
        session.submit("/sign-in", [("name", f"u{len(sessions) % ACCOUNTS:03}"), ("password", PASSWORD)])
        sessions.append(session)

    taken, errors, lock, stop = {"/": [], "/?kept=true": [], "/m/…": []}, [], threading.Lock(), time.time() + wanted.seconds

    def read(session):
        time.sleep(random.uniform(0, wanted.think))
        ids = []
        while time.time() < stop:
            kind = random.choice(list(taken)) if ids else "/"
            path = f"/m/{random.choice(ids)}" if kind == "/m/…" else kind
            began = time.perf_counter()
            try:
                status, text = session.ask("GET", path)
            except (OSError, http.client.HTTPException) as failure:
                status, text = failure, ""
            spent = (time.perf_counter() - began) * 1000
            with lock:
                (taken[kind].append(spent) if status == 200 else errors.append((path, status)))
            ids = re.findall(r"/m/([0-9a-f]{32})", text) or ids
            time.sleep(random.uniform(0.5, 1.5) * wanted.think)

    sent = [0]

    def flow():
        number = 10**6
        with smtplib.SMTP("127.0.0.1", smtp) as hop:
            while time.time() < stop:
                number += 1
                to = f"clerk{number % ACCOUNTS}@city.example.lg.jp"
                hop.send_message(mail(number, to, None), "sender@outside.example", [to])
                sent[0] += 1
                time.sleep(1 / wanted.mails_per_second)

    threads = [threading.Thread(target=read, args=(session,)) for session in sessions] + [threading.Thread(target=flow)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    everything = sorted(sum(taken.values(), []))
    print(f"{len(sessions)} sessions of {ACCOUNTS} accounts, {wanted.held} mails with waiting parts, {wanted.seconds} s, {len(everything) / wanted.seconds:.1f} pages/s, {sent[0] / wanted.seconds:.1f} mails/s, {len(errors)} errors, load {os.getloadavg()[0]:.1f}")
    for kind, times in [*taken.items(), ("all", everything)]:
        if len(times) > 20:
            cuts = statistics.quantiles(times, n=100)
            print(f"{kind:12} {len(times):6} pages  p50 {cuts[49]:6.1f} ms  p95 {cuts[94]:6.1f} ms  p99 {cuts[98]:6.1f} ms")
    if errors:
        print("first error:", errors[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
