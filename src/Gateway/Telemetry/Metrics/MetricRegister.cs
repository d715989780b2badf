using static Mugai.Gateway.Telemetry.Metrics.MetricKind;

namespace Mugai.Gateway.Telemetry.Metrics;

/// <summary>Every instrument of ours, the only list: meters make theirs from it, and tests compare the documents and the dashboard with it.</summary>
internal static class MetricRegister
{
    private static readonly List<MetricDefinition> Rows = [];

    public static IReadOnlyList<MetricDefinition> All => Rows;

    // Receiving, meter Mugai.Smtp
    public static MetricDefinition SmtpSessions { get; } = Row("mugai.smtp.sessions", Counter, "{session}", "SMTP sessions begun.", "開始した SMTP 接続。");
    public static MetricDefinition SmtpOpen { get; } = Row("mugai.smtp.sessions.open", Gauge, "{session}", "SMTP sessions open now.", "現在の SMTP 接続。");
    public static MetricDefinition SmtpAccepted { get; } = Row("mugai.smtp.messages.accepted", Counter, "{message}", "Mails answered with 250.", "250 で受け付けたメール。");
    public static MetricDefinition SmtpRejected { get; } = Row("mugai.smtp.rejected", Counter, "{reply}", "Replies that refused something, by cause.", "拒否した応答（理由別）。", "reason");
    public static MetricDefinition SmtpBytes { get; } = Row("mugai.smtp.received", Counter, "By", "Octets of accepted mails.", "受け付けたメールのバイト数。");

    // The spool, meter Mugai.Spool
    public static MetricDefinition SpoolMessages { get; } = Row("mugai.spool.messages", Counter, "{message}", "Messages committed, what Mugai wrote itself included.", "保存したメッセージ（自動生成を含む）。");
    public static MetricDefinition SpoolBytes { get; } = Row("mugai.spool.committed", Counter, "By", "Bytes of originals committed.", "保存した原本のバイト数。");
    public static MetricDefinition SpoolFailures { get; } = Row("mugai.spool.failures", Counter, "{batch}", "Batches that could not be committed.", "保存に失敗した回数。");
    public static MetricDefinition SpoolErasures { get; } = Row("mugai.spool.erasures", Counter, "{message}", "Messages whose key was destroyed.", "鍵を破棄した原本。");
    public static MetricDefinition SpoolDamaged { get; } = Row("mugai.spool.damaged", Counter, "{message}", "Stored messages that did not verify.", "検証に失敗した保存メッセージ。");
    public static MetricDefinition SpoolBatchSize { get; } = Row("mugai.spool.batch.size", Histogram, "{request}", "Requests per commit.", "1 回の書き込みにまとめた件数。");
    public static MetricDefinition SpoolBatchTime { get; } = Row("mugai.spool.batch.duration", Histogram, "s", "Time of a commit with its syncs.", "同期を含む書き込み時間。");

    // Workers, meter Mugai.Sandbox
    public static MetricDefinition SandboxJobs { get; } = Row("mugai.sandbox.jobs", Counter, "{job}", "Jobs of workers by outcome.", "ワーカーの処理（結果別）。", "outcome");
    public static MetricDefinition SandboxLost { get; } = Row("mugai.sandbox.workers.lost", Counter, "{worker}", "Workers that died or were killed over a job, by reason.", "処理中に失われたワーカー（理由別）。", "reason");
    public static MetricDefinition SandboxTime { get; } = Row("mugai.sandbox.job.duration", Histogram, "s", "From the lease of a worker to its verdict.", "ワーカーの処理時間。");
    public static MetricDefinition SandboxStart { get; } = Row("mugai.sandbox.worker.start", Histogram, "s", "From the launch of a worker to ready, by kind.", "ワーカーの起動時間（種類別）。", "kind");

    // Scanners, meter Mugai.Scanning
    public static MetricDefinition ScanAnswers { get; } = Row("mugai.scan.answers", Counter, "{answer}", "Answers of scanners by scanner and outcome.", "スキャナーの回答（スキャナー・結果別）。", "scanner", "outcome");
    public static MetricDefinition ScanTime { get; } = Row("mugai.scan.duration", Histogram, "s", "From handing a content to a scanner to its answer.", "スキャン 1 回の時間（スキャナー別）。", "scanner");

    // The journey, meter Mugai.Journey
    public static MetricDefinition JourneyMails { get; } = Row("mugai.journey.mails", Counter, "{mail}", "Mails sanitized, once for each group of recipients, by outcome and reason.", "無害化したメール（宛先グループごと、結果・理由別）。", "outcome", "reason");
    public static MetricDefinition JourneyParts { get; } = Row("mugai.journey.parts", Counter, "{part}", "Parts of mails by outcome and reason.", "メールの各部分（結果・理由別）。", "outcome", "reason");
    public static MetricDefinition JourneyFindings { get; } = Row("mugai.journey.findings", Counter, "{finding}", "Findings by the first word of their code.", "検出事項（コードの先頭語別）。", "family");
    public static MetricDefinition ShadowMails { get; } = Row("mugai.policy.shadow", Counter, "{mail}", "Mails judged also by shadow policies, by result: same, different, failed.", "試験ポリシーでも判定したメール（結果別：same、different、failed）。", "result");
    public static MetricDefinition JourneyTime { get; } = Row("mugai.journey.duration", Histogram, "s", "From the final dot of a mail to the end of its first attempt.", "受信完了から最初の配送処理が終わるまでの時間。");

    // Delivery, meter Mugai.Delivery
    public static MetricDefinition DeliveryRecipients { get; } = Row("mugai.delivery.recipients", Counter, "{recipient}", "Recipients by outcome of an attempt.", "配送した宛先（結果別）。", "outcome");
    public static MetricDefinition DeliveryOpened { get; } = Row("mugai.delivery.connections.opened", Counter, "{connection}", "Connections opened to next hops.", "次段サーバーへの新規接続。");
    public static MetricDefinition DeliveryReused { get; } = Row("mugai.delivery.connections.reused", Counter, "{connection}", "Transactions that went over a kept connection.", "既存の接続で行った配送。");
    public static MetricDefinition DeliveryOpen { get; } = Row("mugai.delivery.connections.open", Gauge, "{connection}", "Connections to next hops open now.", "次段サーバーへの現在の接続。");
    public static MetricDefinition DeliveryTime { get; } = Row("mugai.delivery.duration", Histogram, "s", "Duration of a delivery attempt.", "配送 1 回の時間。");

    // How things stand, meter Mugai.Gateway
    public static MetricDefinition QueueMails { get; } = Row("mugai.queue.mails", Gauge, "{mail}", "Messages on their way.", "配送待ちのメッセージ。");
    public static MetricDefinition QueueAge { get; } = Row("mugai.queue.age", Gauge, "s", "Age of the oldest message on its way; 0 when none is.", "最も古い配送待ちの経過時間。なければ 0。");
    public static MetricDefinition QueueHeld { get; } = Row("mugai.queue.held", Gauge, "{mail}", "Mails that wait for a person.", "人の判断を待つメール。");
    public static MetricDefinition QueueWaiting { get; } = Row("mugai.queue.waiting", Gauge, "{mail}", "Mails with parts that wait for a password.", "パスワード待ちの添付があるメール。");
    public static MetricDefinition QueueInHand { get; } = Row("mugai.queue.inhand", Gauge, "{mail}", "Messages on their journey now.", "現在処理中のメッセージ。");
    public static MetricDefinition RequestsOpen { get; } = Row("mugai.requests.open", Gauge, "{request}", "Requests that wait for a decision.", "判断待ちの申請。");
    public static MetricDefinition StoredMails { get; } = Row("mugai.storage.mails", Gauge, "{mail}", "Mails in the store.", "保管中のメール。");
    public static MetricDefinition StorageFree { get; } = Row("mugai.storage.free", Gauge, "By", "Free space of the store.", "保存先の空き容量。");
    public static MetricDefinition HealthParts { get; } = Row("mugai.health.part", Gauge, "{state}", "State of each part: 0 ok, 1 warning, 2 failed.", "各部分の状態。0 正常、1 注意、2 障害。", "part");
    public static MetricDefinition AlertsOpen { get; } = Row("mugai.alerts.open", Gauge, "{alert}", "Alerts that are raised now.", "発報中の警報。");
    public static MetricDefinition AlertsTold { get; } = Row("mugai.alerts.told", Counter, "{alert}", "Alerts told, by part and event.", "通知した警報（部分・種別別）。", "part", "event");
    public static MetricDefinition CertificateLeft { get; } = Row("mugai.certificate.remaining", Gauge, "s", "Time until a certificate of ours ends, by use.", "証明書の有効期限までの時間（用途別）。", "use");
    public static MetricDefinition CanaryAge { get; } = Row("mugai.canary.age", Gauge, "s", "Time since a canary was caught last.", "試験メールを最後に検出してからの時間。");
    public static MetricDefinition CanaryRuns { get; } = Row("mugai.canary.runs", Counter, "{mail}", "Canaries by result.", "試験メール（結果別）。", "result");
    public static MetricDefinition CanaryTime { get; } = Row("mugai.canary.duration", Histogram, "s", "Time of a canary from its first SMTP command to the black hole.", "試験メールが一巡する時間。");

    private static MetricDefinition Row(string name, MetricKind kind, string unit, string en, string ja, params IReadOnlyList<string> labels)
    {
        var row = new MetricDefinition(name, kind, unit, en, ja, labels);
        Rows.Add(row);
        return row;
    }
}
