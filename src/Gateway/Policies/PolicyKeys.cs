using Mugai.Frames;
using Mugai.Gateway.Configuration;
using Mugai.Policies;
using Mugai.Quarantine;
using Mugai.Sanitizing;
using Mugai.Wording;

namespace Mugai.Gateway.Policies;

/// <summary>Every key of a policy file, the only list of them.</summary>
internal static class PolicyKeys
{
    /// <summary>Those that name or choose a policy instead of being part of what it does, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> Choosing { get; } = ["include", "preset", "name", "tenant", "direction", "recipients", "senders", "clients", "departments", "sizeFrom", "sizeUpTo", "authentication.spf", "authentication.dkim", "authentication.dmarc", "expires", "owner", "reason"];

    public static IReadOnlyList<ConfigKey<PolicyRule>> All { get; } =
    [
        new("include", ConfigShape.List, "files in a folder below, e.g. shared/words.yaml", "[shared/words.yaml]", "Files whose keys hold where this one says nothing itself. Put them in a folder below, so that they are no policies of their own.",
            "このファイルに書いていないキーの値を取り込むファイル。単独のポリシーとして読まれないよう、下のフォルダーに置きます。",
            (r, v) => v.Items.All(IsBelow) ? r : throw new FormatException()),
        new("preset", ConfigShape.Value, "maximumSecurity, standard or maximumFidelity", PolicyPresets.Standard, "The starting point: what this file says itself stands above it.", "出発点（最大セキュリティ、標準、最大整合性）。このファイルに書いた内容が優先します。",
            (r, v) => WithPreset(r, v.Single)),
        new("name", ConfigShape.Value, "a name", "standard", "The policy's name, in reports and the audit log.", "ポリシー名（報告書と監査ログに残ります）。",
            (r, v) => r with { Policy = r.Policy with { Name = Read.Text(v.Single) } }),
        new("tenant", ConfigShape.Value, "a name", "default", "The tenant whose mail it judges. Where `tenants` is configured: asked only for mail of that tenant.", "対象の団体。tenants を設定しているときは、その団体宛のメールだけに適用されます。",
            (r, v) => r with { Tenant = Read.Text(v.Single) }),
        new("direction", ConfigShape.Value, "inbound or internal", "inbound", "Only mail from elsewhere (inbound), or only mail whose sender (the envelope's, which can be forged) has a domain of the recipient's own organisation (internal).",
            "外からのメールだけ（inbound）、または差出人（封筒の差出人。詐称できます）のドメインが宛先と同じ団体のメールだけ（internal）。",
            (r, v) => r with { Match = r.Match with { Direction = Word<MailDirection>(v.Single) } }),
        new("recipients", ConfigShape.List, "addresses, domains, \"*.domain\" for all below one, file:LIST.csv, or \"*\"", "[\"*\"]", "For whom. Files are tried in the order of their names; the first that fits decides.", "対象の宛先。ファイル名順に調べ、最初に合ったものが適用されます。",
            (r, v) => r with { Match = r.Match with { Recipients = v.Each(Pattern) } }),
        new("senders", ConfigShape.List, "addresses, domains, \"*.domain\" for all below one, file:LIST.csv, or \"<>\"", "[\"*.lg.jp\", \"*.go.jp\"]", "Only mail from these senders (the envelope's, which can be forged: name clients too where it matters). \"<>\" is a notification.",
            "対象の差出人（詐称できるため、重要な場合は clients も指定してください）。\"<>\" は配送通知。",
            (r, v) => r with { Match = r.Match with { Senders = v.Each(text => text == PolicyMatch.NullSender ? text : Pattern(text)) } }),
        new("clients", ConfigShape.List, "networks", "[\"192.0.2.0/24\"]", "Only mail that these clients hand over.", "対象の接続元。", (r, v) => r with { Match = r.Match with { Clients = v.Each(Read.Network) } }),
        new("departments", ConfigShape.List, "names of departments", "[土木課]", "Only mail to people of these departments, by the accounts.", "対象の部署（アカウントに登録された宛先の部署）。",
            (r, v) => r with { Match = r.Match with { Departments = v.Each(Read.Text) } }),
        new("sizeFrom", ConfigShape.Value, "a size, e.g. 10MiB", "10MiB", "Only mail of at least this size.", "この大きさ以上のメールだけ。",
            (r, v) => r with { Match = r.Match with { SizeFrom = Read.Size(v.Single) } }),
        new("sizeUpTo", ConfigShape.Value, "a size, e.g. 10MiB", "10MiB", "Only mail of at most this size.", "この大きさ以下のメールだけ。",
            (r, v) => r with { Match = r.Match with { SizeUpTo = Read.Size(v.Single) } }),
        Authentication("spf", "the sender of the envelope", "封筒の差出人", (match, results) => match with { Spf = results }),
        Authentication("dkim", "a signature", "電子署名", (match, results) => match with { Dkim = results }),
        Authentication("dmarc", "the author whom people see", "表示される差出人", (match, results) => match with { Dmarc = results }),
        new("expires", ConfigShape.Value, "a day, e.g. 2027-03-31", "2027-03-31", "The last day on which this file is asked; needs owner and reason.", "このファイルを適用する最後の日（owner と reason が必要です）。",
            (r, v) => r with { Match = r.Match with { Expires = Read.Day(v.Single) } }),
        new("owner", ConfigShape.Value, "a name", "情報政策課 山田", "Who answers for this exception.", "この例外の責任者。", (r, v) => r with { Owner = Read.Text(v.Single) }),
        new("reason", ConfigShape.Value, "a sentence", "県との共同事業", "Why this exception was made.", "この例外の理由。", (r, v) => r with { Reason = Read.Text(v.Single) }),
        new("language", ConfigShape.Value, "ja, en or both", "both", "The language of notices.", "通知の言語。",
            (r, v) => r with { Policy = r.Policy with { Language = Word<NoticeLanguage>(v.Single) } }),
        new("links", ConfigShape.Value, "defang, show or remove", "defang", "How links stand in text: not clickable, as they are, or the label alone.", "リンクの表示：無効化、そのまま、表示名のみ。",
            (r, v) => r with { Policy = r.Policy with { Links = Word<LinkStyle>(v.Single) } }),
        new("showLinksTo", ConfigShape.List, "host names, at most 100", "[]", "Hosts, with those below them, whose links stay as they are although links are defanged: your own sites.",
            "リンクを無効化せずそのまま残す行き先のホスト（自団体のサイトなど。下位のホストも含みます）。",
            (r, v) => r with { Policy = r.Policy with { ShowLinksTo = Hosts(v) } }),
        new("dangerShowLinksFrom", ConfigShape.List, "domains, at most 100", "[]", "DANGER: domains of senders in whose mails links stay as they are. A sender's address can be forged.",
            "【危険】この差出人ドメインのメールではリンクをそのまま残します（差出人は詐称できます）。",
            (r, v) => r with { Policy = r.Policy with { ShowLinksFrom = Hosts(v) } }),
        new("mailLinks", ConfigShape.Value, "show or remove", "show", "The address behind the label of a mailto link.", "mailto リンクのアドレスを表示名の後に示すか。",
            (r, v) => r with { Policy = r.Policy with { ShowMailLinks = Read.OneOf(v.Single, "show", "remove") == "show" } }),
        new("phoneLinks", ConfigShape.Value, "show or remove", "show", "The number behind the label of a tel link.", "tel リンクの番号を表示名の後に示すか。",
            (r, v) => r with { Policy = r.Policy with { ShowPhoneLinks = Read.OneOf(v.Single, "show", "remove") == "show" } }),
        new("body", ConfigShape.Value, "text or safeHtml", "text", "The body of a mail: text alone, or also its HTML written anew from an allow-list.", "本文：テキストのみ、または許可した要素だけで書き直した HTML も付ける。",
            (r, v) => r with { Policy = r.Policy with { Body = Read.OneOf(v.Single, "text", "safeHtml") == "text" ? BodyForm.Text : BodyForm.SafeHtml } }),
        new("notice.position", ConfigShape.Value, "top or bottom", "top", "Where the notice stands: before the text or behind it.", "お知らせの位置：本文の前、または後ろ。",
            (r, v) => Notice(r, notice => notice with { Position = Word<NoticePosition>(v.Single) })),
        new("notice.when", ConfigShape.Value, "found or always", "found", "found: only when something was found that its reader needs to know. always: also on mails in which nothing was found.",
            "お知らせを付けるとき：知らせることがあるときだけ、またはいつも。",
            (r, v) => Notice(r, notice => notice with { Always = Read.OneOf(v.Single, "found", "always") == "always" })),
        new("notice.subjectTag", ConfigShape.Value, "up to 32 characters, e.g. \"[無害化]\"", "\"\"", "Put before the subject of a mail that carries a notice.", "お知らせを付けたメールの件名の先頭に付ける文字。",
            (r, v) => Notice(r, notice => notice with { SubjectTag = NoticePolicy.IsTag(v.Single) ? v.Single : throw new FormatException() })),
        new("notice.ja", ConfigShape.Value, "text of up to 2,000 characters with {findings} on a line of its own, and {request} where you like; no other braces", "\"\"",
            "Your own words of the notice in Japanese. {findings}: what was done; {request}: how to ask for the original. The link follows.",
            "お知らせの文面（日本語）。{findings} に処理の一覧、{request} に原本の申請方法が入ります。リンクは最後に付きます。",
            (r, v) => Notice(r, notice => notice with { Ja = Template(v.Single) })),
        new("notice.en", ConfigShape.Value, "text of up to 2,000 characters with {findings} on a line of its own, and {request} where you like; no other braces", "\"\"",
            "The same in English.", "お知らせの文面（英語）。",
            (r, v) => Notice(r, notice => notice with { En = Template(v.Single) })),
        new("dangerKeepCsvFormulas", ConfigShape.Value, "true or false", "false", "DANGER: leave cells that a spreadsheet would run as a formula.", "【危険】表計算ソフトが数式として実行するセルを残します。",
            (r, v) => r with { Policy = r.Policy with { NeutralizeCsvFormulas = !Read.Switch(v.Single) } }),
        new("passwordWait", ConfigShape.Value, "a time, e.g. 3d, or 0s", "3d", "How long an encrypted attachment waits for a later mail of the same sender that brings its password. 0s: never.",
            "暗号化された添付ファイルが、同じ差出人の後続メールに書かれたパスワードを待つ期間（0s で待ちません）。",
            (r, v) => r with { Policy = r.Policy with { PasswordWait = Read.Duration(v.Single) } }),
        new("retention", ConfigShape.Value, "a time, e.g. 90d", "30d", "How long originals of this policy's mail are kept, where quarantine.retention is not right.", "このポリシーの原本の保存期間（quarantine.retention と異なる場合）。",
            (r, v) => Release(r, release => release with { Retention = Read.Duration(v.Single) })),
        new("release.ways", ConfigShape.List, "cleanCopy, internetMailbox, download", "[cleanCopy, internetMailbox, download]", "How people may get what was kept back: the mail cleaned again, the original in the Internet-side mailbox, one download on a listener of zone internet.",
            "原本の払い出し方法：無害化し直して再送、インターネット側メールボックス、internet 区分での 1 回限りの取得。",
            (r, v) => Release(r, release => release with { Ways = [.. v.Each(Way).Distinct().Order()] })),
        new("release.twoPersons", ConfigShape.Value, "true or false", "false", "Two approvers must agree.", "承認者 2 名の承認を必要とします。",
            (r, v) => Release(r, release => release with { TwoPersons = Read.Switch(v.Single) })),
        new("release.decideWithin", ConfigShape.Value, "a time, e.g. 7d", "7d", "How long a request may wait for its decision.", "申請が承認を待てる期間。",
            (r, v) => Release(r, release => release with { DecideWithin = Read.Duration(v.Single) })),
        new("release.remindAfter", ConfigShape.Value, "a time, 0d: never", "1d", "When those who decide are reminded of a request, once.", "承認者へ再通知するまでの時間（1 回）。",
            (r, v) => Release(r, release => release with { RemindAfter = Read.Duration(v.Single) })),
        new("release.escalateAfter", ConfigShape.Value, "a time, 0d: never", "3d", "When a request that nobody decided about is passed on.", "決定されない申請を引き上げるまでの時間。",
            (r, v) => Release(r, release => release with { EscalateAfter = Read.Duration(v.Single) })),
        new("release.escalateTo", ConfigShape.List, "departments", "[]", "Departments whose approvers may decide as well from then on; none: the administrators are told.", "引き上げ先の所属（その承認者も決定できます）。空なら管理者へ知らせます。",
            (r, v) => Release(r, release => release with { EscalateTo = [.. v.Each(Read.Text).Distinct()] })),
        new("release.fetchWithin", ConfigShape.Value, "a time, e.g. 3d", "3d", "How long what was approved may be fetched.", "承認後に取得できる期間。",
            (r, v) => Release(r, release => release with { FetchWithin = Read.Duration(v.Single) })),
        new("release.shareOpened", ConfigShape.Value, "true or false", "true", "What one recipient opens with a password follows to all recipients of the mail under this policy.", "パスワードで開いた添付を、同じポリシーの宛先全員に送ります。",
            (r, v) => Release(r, release => release with { ShareOpened = Read.Switch(v.Single) })),
        new("release.dangerConfirm", ConfigShape.Value, "true or false", "false", "DANGER: an original may be delivered inward as it is, once every scanner found it clean and two approvers agreed (needs scan.scanners).",
            "【危険】検査で問題がなく、承認者 2 名が承認した原本を、そのまま内側へ届けることを認めます（確認。scan.scanners が必要です）。",
            (r, v) => Release(r, release => release with { Confirm = Read.Switch(v.Single) })),
        new("scan.onFailure", ConfigShape.Value, "hold or defer", "hold", "A mail that no scanner can say clean of: held until one can, or tried again like a mail the next hop postponed and returned to its sender in the end.",
            "検査できないメール：検査できるまで保留、または再送待ちと同じように再試行し期限後に差出人へ返す。",
            (r, v) => Scan(r, scan => scan with { DeferOnFailure = Read.OneOf(v.Single, "hold", "defer") == "defer" })),
        new("scan.dangerSkipOriginal", ConfigShape.Value, "true or false", "false", "DANGER: the mail as it came is not scanned.", "【危険】届いたままのメールを検査しません。",
            (r, v) => Scan(r, scan => scan with { SkipOriginal = Read.Switch(v.Single) })),
        new("scan.dangerSkipClean", ConfigShape.Value, "true or false", "false", "DANGER: the clean mail is not scanned before it leaves.", "【危険】無害化したメールを送り出す前に検査しません。",
            (r, v) => Scan(r, scan => scan with { SkipClean = Read.Switch(v.Single) })),
        new("imageNoise", ConfigShape.Value, "true or false", "false", "Change the samples of pictures by ±1, so that nothing hidden in them survives; files grow.", "画像の画素値に±1の変化を加え、画像に隠された情報を壊します（ファイルは大きくなります）。",
            (r, v) => r with { Policy = r.Policy with { ImageNoise = Read.Switch(v.Single) } }),
        new("office.metadata", ConfigShape.Value, "keep or remove", "keep", "Authors, document properties and revision marks of Office files: kept, or taken out (comments stay, without names).", "Office 文書の作成者・プロパティ・改訂識別子：残す、または取り除く（コメントは名前なしで残ります）。",
            (r, v) => Office(r, office => office with { RemoveMetadata = Read.OneOf(v.Single, "keep", "remove") == "remove" })),
        new("office.comments", ConfigShape.Value, "keep, remove or block", "keep", "Comments of Office files: kept, taken out, or the file is refused as a whole.", "Office 文書のコメント：残す、取り除く、ファイルごと遮断する。",
            (r, v) => Read.OneOf(v.Single, "keep", "remove", "block") is var way ? Office(r, office => office with { RemoveComments = way != "keep" }) with
            {
                BlockedObjects = [.. r.BlockedObjects.Except([ObjectKind.Comments]), .. way == "block" ? [ObjectKind.Comments] : Array.Empty<ObjectKind>()],
            } : r),
        new("office.revisions", ConfigShape.Value, "keep or accept", "keep", "Tracked changes of texts: kept, or accepted (what was inserted stays, what was deleted is gone).", "文書の変更履歴：残す、または承諾する（挿入は本文になり、削除された文字は消えます）。",
            (r, v) => Office(r, office => office with { AcceptRevisions = Read.OneOf(v.Single, "keep", "accept") == "accept" })),
        new("office.embedded", ConfigShape.Value, "remove or rebuild", "remove", "Files inside Word, Excel and PowerPoint files (Office files, PDF, archives, pictures …): their picture is what stays, or they are rebuilt in their place.",
            "Word・Excel・PowerPoint に埋め込まれたファイル（Office 文書、PDF、圧縮ファイル、画像など）：見た目だけ残す、または無害化して埋め込んだまま残す。",
            (r, v) => Office(r, office => office with { RebuildEmbedded = Read.OneOf(v.Single, "remove", "rebuild") == "rebuild" })),
        new("office.media", ConfigShape.Value, "remove or rebuild", "remove", "Sound and film on slides: a film's picture is what stays, or they are rebuilt and still play; what cannot be rebuilt goes.", "スライドの音声・動画：静止画だけ残す、または無害化して再生できるまま残す（できないものは取り除く）。",
            (r, v) => Office(r, office => office with { RebuildMedia = Read.OneOf(v.Single, "remove", "rebuild") == "rebuild" })),
        new("qrCodes", ConfigShape.Value, "leave, list or blur", "list", "QR codes in pictures: not looked for, told of in the notice with what they say, or made unreadable.", "画像の中の QR コード：探さない、内容を通知に示す、読めないように塗りつぶす。",
            (r, v) => r with { Policy = r.Policy with { QrCodes = Word<QrCodeWay>(v.Single) } }),
        new("privacy.myNumber", ConfigShape.Value, "ignore or list", "ignore", "Numbers in the text of a mail, of text files and of extracted text that look like individual numbers (My Number): not looked for, or told of (privacy.mynumber). They stay.",
            "本文・テキストファイル・抽出した文字の中の、個人番号（マイナンバー）と思われる番号：探さない、または件数を知らせる（番号はそのまま残ります）。",
            (r, v) => r with { Policy = r.Policy with { ListMyNumbers = Read.OneOf(v.Single, "ignore", "list") == "list" } }),
        new("text.charset", ConfigShape.Value, "utf-8 or keep", "utf-8", "The charset of clean text files: UTF-8, or Shift_JIS kept where a file came in it.", "テキストの文字コード：UTF-8 にそろえる、または Shift_JIS のファイルはそのまま。",
            (r, v) => r with { Policy = r.Policy with { TextCharset = v.Single.Equals("utf-8", StringComparison.OrdinalIgnoreCase) ? TextCharset.Utf8 : v.Single.Equals("keep", StringComparison.OrdinalIgnoreCase) ? TextCharset.Keep : throw new FormatException() } }),
        new("text.byteOrderMark", ConfigShape.Value, "auto, always or never", "auto", "The byte-order mark of clean UTF-8 text files: on CSV and TSV and where there was one, on all, on none.", "UTF-8 の BOM：CSV・TSV と元にあったもの、すべて、なし。",
            (r, v) => r with { Policy = r.Policy with { TextMark = Word<TextMark>(v.Single) } }),
        new("pdf.deep", ConfigShape.Value, "true or false", "false", "Undo and pack every stream of a PDF again and encode its JPEG pictures anew; several times slower.", "PDF の中身をすべて展開して圧縮し直し、JPEG 画像も作り直します（数倍の時間がかかります）。",
            (r, v) => r with { Policy = r.Policy with { Pdf = r.Policy.Pdf with { Deep = Read.Switch(v.Single) } } }),
        new("pdf.encodeImages", ConfigShape.Value, "true or false", "true", "With pdf.deep: JPEG pictures are decoded and encoded anew; false: their segments are checked and stripped.", "pdf.deep のとき JPEG 画像も作り直します（false：区切りの検査と付加データの除去だけ）。",
            (r, v) => r with { Policy = r.Policy with { Pdf = r.Policy.Pdf with { EncodeImages = Read.Switch(v.Single) } } }),
        new("pdf.links", ConfigShape.Value, "keep, show or remove", "keep", "Links of a PDF to http, https and mailto: can be clicked, stand as a note that says where they led, or only look like links. Other kinds always go.",
            "PDF の http・https・mailto のリンク：残す、行き先を書いた注釈にする、見た目だけ残す（ほかの種類は常に除きます）。",
            (r, v) => r with { Policy = r.Policy with { Pdf = r.Policy.Pdf with { Links = Word<PdfLinkWay>(v.Single) } } }),
        new("pdf.embeddedFiles", ConfigShape.Value, "remove or rebuild", "remove", "Files inside a PDF: removed and named in the notice, or rebuilt like attachments and put back; what cannot be rebuilt goes.",
            "PDF の中のファイル：取り除いてお知らせに名前を示す、または添付ファイルと同じように無害化して戻す（できないものは取り除く）。",
            (r, v) => r with { Policy = r.Policy with { Pdf = r.Policy.Pdf with { RebuildFiles = Read.OneOf(v.Single, "remove", "rebuild") == "rebuild" } } }),
        new("pdf.resetForm", ConfigShape.Value, "remove or keep", "remove", "Buttons of a PDF form that empty it.", "PDF フォームの内容を消すボタン：動作を除く、残す。",
            (r, v) => r with { Policy = r.Policy with { Pdf = r.Policy.Pdf with { KeepResetForm = Read.OneOf(v.Single, "remove", "keep") == "keep" } } }),
        new("pdf.keepMetadata", ConfigShape.Value, "true or false", "true", "Title, author and the like of a PDF stay; XMP always goes.", "PDF の表題・作成者などを残します（XMP は常に除きます）。",
            (r, v) => r with { Policy = r.Policy with { Pdf = r.Policy.Pdf with { KeepMetadata = Read.Switch(v.Single) } } }),
        new("limits.depth", ConfigShape.Value, "a number from 2 to 16", "16", "How deep a part may lie: 2 is an attachment, 3 a file in an archive or a picture in a document. What lies deeper is refused (tooDeep).",
            "入れ子の深さの上限：2 は添付ファイルまで、3 は圧縮ファイルの中のファイルや文書の中の画像まで。これより深いものは受け取りません（tooDeep）。",
            (r, v) => Limits(r, limits => limits with { Depth = Read.Count(v.Single) is var depth and >= 2 and <= 16 ? depth : throw new FormatException() })),
        new("limits.parts", ConfigShape.Value, "a number from 1 to 30000", "30000", "How many parts a mail may have in all, with those in archives and documents (fewer for small mails); what is beyond is refused (budget).",
            "メール全体の部分（圧縮ファイルや文書の中も含む）の数の上限。小さいメールではもっと少なくなります。超えたものは受け取りません（budget）。",
            (r, v) => Limits(r, limits => limits with { Parts = Read.Count(v.Single) is var parts and >= 1 and <= 30_000 ? parts : throw new FormatException() })),
        new("limits.unpacked", ConfigShape.Value, "a size, e.g. 1GiB", "1GiB", "What decoding and unpacking one mail may produce in all; by default a hundred times its size and 64 MiB, never more. What is beyond is refused (budget).",
            "1 通の復号・展開で生じるデータ量の上限。既定はメールの大きさの 100 倍と 64 MiB で、それより増やすことはできません。超えたものは受け取りません（budget）。",
            (r, v) => Limits(r, limits => limits with { Unpacked = Read.Size(v.Single) is var bytes and >= 1 << 20 ? bytes : throw new FormatException() })),
        new("limits.time", ConfigShape.Value, "a time from 1s, e.g. 30s", "30s", "How long one mail may take; by default ten seconds and one for each megabyte, five minutes at most, never more. The part at which the time is over is refused (timeout).",
            "1 通の処理時間の上限。既定は 10 秒に 1 MB ごとに 1 秒を加えた時間（最大 5 分）で、それより延ばすことはできません。時間内に終わらなかった部分は受け取りません（timeout）。",
            (r, v) => Limits(r, limits => limits with { Time = Read.Duration(v.Single) is var time && time >= TimeSpan.FromSeconds(1) ? time : throw new FormatException() })),
        new("removeFormats", ConfigShape.List, "formats by their short names, e.g. [docm, xlsm]", "[]", "Formats that are replaced by a notice whatever their family says.", "種類の設定にかかわらず除去する形式。",
            (r, v) => r with { Policy = r.Policy with { RemoveFormats = [.. v.Each(name => FormatNames.Families.ContainsKey(name) ? name : throw new FormatException()).Distinct().Order(StringComparer.Ordinal)] } }) { Known = FormatNames.Families.Keys },
        new("blockFindings", ConfigShape.List, "finding codes, or a room as in \"ooxml.*\"", "[ooxml.vba, pdf.javascript]", "A file in which any of these was found is refused as a whole instead of coming without it.",
            "これらが見つかったファイルは、取り除いて渡す代わりにファイルごと遮断します。",
            (r, v) => r with { Policy = r.Policy with { BlockFindings = Findings(v) } }) { Known = FindingWords.Codes.Where(code => !code.EndsWith('.')).ToList() },
        new("holdMessage", ConfigShape.List, "finding codes, or a room as in \"ooxml.*\"", "[privacy.mynumber, ooxml.vba]", "A mail in which any of these was found is held as a whole until a person sends it on.",
            "これらが見つかったメールは、担当者が送るまでメールごと保留します。",
            (r, v) => Mail(r, mail => mail with { HoldFindings = Findings(v) })) { Known = FindingWords.Codes.Where(code => !code.EndsWith('.')).ToList() },
        new("rejectMessage", ConfigShape.List, "finding codes, or a room as in \"ooxml.*\"", "[scanner.infected]", "A mail in which any of these was found goes back to its sender (550 5.7.1 in a notification).",
            "これらが見つかったメールは、送信者に返送します（不達通知 5.7.1）。",
            (r, v) => Mail(r, mail => mail with { RejectFindings = Findings(v) })) { Known = FindingWords.Codes.Where(code => !code.EndsWith('.')).ToList() },
        .. ObjectKind.All.Select(Objects),
        .. FailureCauses.Select(Failure),
        .. Enum.GetValues<FileFamily>().Where(family => family is not (FileFamily.Unknown or FileFamily.Executable or FileFamily.Mail)).Select(Family),
        Refused(FileFamily.Unknown, "unknown", "Files of a kind that Mugai does not know: refused, or a person may ask for one as it is (see families.cad).", "種類が分からないファイル：受け取らない、または確認（検査と承認者 2 名）のうえ申請でそのまま渡す。"),
        Refused(FileFamily.Executable, "dangerExecutable", "DANGER: programs, scripts and other files that act when they are opened: refused, or a person may ask for one as it is, once it is scanned and two approvers confirmed it.",
            "【危険】プログラム・スクリプトなど、開くだけで動く種類のファイル：受け取らない、または確認（検査と承認者 2 名）のうえ申請でそのまま渡す。"),
    ];

    /// <summary>The families that have a way, by their keys.</summary>
    public static IReadOnlyDictionary<string, FileFamily> Families { get; } = Enum.GetValues<FileFamily>().Where(family => family != FileFamily.Mail)
        .ToDictionary(family => $"families.{(family == FileFamily.Executable ? "dangerExecutable" : NameOf(family))}");

    private static ConfigKey<PolicyRule> Authentication(string check, string en, string ja, Func<AuthenticationMatch, IReadOnlyList<AuthenticationResult>, AuthenticationMatch> change) => new(
        $"authentication.{check}", ConfigShape.List, "unknown, none, pass, fail, softfail, neutral, temperror, permerror or policy", "[fail, permerror]",
        $"Only mail of which the upstream (smtp.trustedAuthservIds) found this for {check.ToUpperInvariant()} ({en}); unknown: it said nothing.",
        $"上流 MTA（smtp.trustedAuthservIds）の {check.ToUpperInvariant()}（{ja}）の判定がこれらのメールだけ。unknown は判定なし。",
        (r, v) => v.Each(Word<AuthenticationResult>) is { Count: > 0 } results
            ? r with { Match = r.Match with { Authentication = change(r.Match.Authentication ?? new AuthenticationMatch(), [.. results.Distinct().Order()]) } } : throw new FormatException());

    private static PolicyRule Limits(PolicyRule rule, Func<LimitPolicy, LimitPolicy> change) => rule with { Policy = rule.Policy with { Limits = change(rule.Policy.Limits) } };

    private static PolicyRule Office(PolicyRule rule, Func<OfficePolicy, OfficePolicy> change) => rule with { Policy = rule.Policy with { Office = change(rule.Policy.Office) } };

    private static string NameOf(FileFamily family) => char.ToLowerInvariant(family.ToString()[0]) + family.ToString()[1..];

    private static ConfigKey<PolicyRule> Objects(ObjectKind kind) => new(
        $"objects.{NameOf(kind.Family)}.{kind.Name}", ConfigShape.Value, "remove or block", "remove",
        $"A {NameOf(kind.Family)} file with {kind.En}: it comes without them, or is refused as a whole. Nothing that acts is kept.", $"{kind.Ja}のある {NameOf(kind.Family)} ファイル：取り除いて渡す、ファイルごと遮断する（残すことはできません）。",
        (r, v) => Read.OneOf(v.Single, "remove", "block") == "block" ? r with { BlockedObjects = [.. r.BlockedObjects.Except([kind]), kind] } : r with { BlockedObjects = [.. r.BlockedObjects.Except([kind])] });

    private static ConfigKey<PolicyRule> Family(FileFamily family)
    {
        var name = NameOf(family);
        return new($"families.{name}", ConfigShape.Value, "sanitize, text, remove, confirm, hold or reject", "sanitize",
            $"What happens to {name} files: rebuilt, their text alone, a notice in their place (confirm: and a person may ask for the file as it is, which needs scan.scanners and two approvers); or the whole mail is held for a person, or sent back.",
            $"{name} ファイルの扱い：無害化、テキスト抽出、除去、確認（お知らせに置き換え、検査と承認者 2 名の確認のうえ申請でそのまま渡す。scan.scanners が必要）、メールごと保留、返送。",
            (r, v) => With(r, family, Word<PartWay>(v.Single)));
    }

    /// <summary>Kinds that nothing can rebuild: confirming is the only other way.</summary>
    private static ConfigKey<PolicyRule> Refused(FileFamily family, string name, string en, string ja) => new($"families.{name}", ConfigShape.Value, "refuse or confirm", "refuse", en, ja,
        (r, v) => With(r, family, Read.OneOf(v.Single, "refuse", "confirm") == "confirm" ? PartWay.Confirm : PartWay.Sanitize));

    private static PolicyRule With(PolicyRule rule, FileFamily family, PartWay way) => rule with { Policy = rule.Policy with { Families = new Dictionary<FileFamily, PartWay>(rule.Policy.Families) { [family] = way } } };

    private static PolicyRule Notice(PolicyRule rule, Func<NoticePolicy, NoticePolicy> change) => rule with { Policy = rule.Policy with { Notice = change(rule.Policy.Notice) } };

    private static PolicyRule Release(PolicyRule rule, Func<ReleasePolicy, ReleasePolicy> change) => rule with { Policy = rule.Policy with { Release = change(rule.Policy.Release) } };

    private static PolicyRule Scan(PolicyRule rule, Func<ScanPolicy, ScanPolicy> change) => rule with { Policy = rule.Policy with { Scan = change(rule.Policy.Scan) } };

    /// <summary>What a part can fail of, as keys name it.</summary>
    private static (string Name, IReadOnlyList<Reason> Reasons, string Ja)[] FailureCauses =>
    [
        ("encrypted", [Reason.Encrypted], "暗号化されている"), ("corrupt", [Reason.Corrupt, Reason.Ambiguous], "壊れている・二通りに読める"), ("unsupported", [Reason.Unsupported], "対応していない形式"),
        ("neverAllowed", [Reason.NeverAllowed], "受け取らない種類"), ("tooBig", [Reason.TooBig, Reason.Budget], "大きすぎる"), ("tooDeep", [Reason.TooDeep], "入れ子が深すぎる"),
        ("timeout", [Reason.Timeout], "時間がかかりすぎる"), ("crashed", [Reason.Crashed], "処理が異常終了した"),
    ];

    private static ConfigKey<PolicyRule> Failure((string Name, IReadOnlyList<Reason> Reasons, string Ja) cause) => new(
        $"onFailure.{cause.Name}", ConfigShape.Value, "notice, hold or reject", "notice",
        $"A part that is refused ({cause.Name}): a notice in its place, or the whole mail is held for a person, or sent back.", $"処理できない添付（{cause.Ja}）：代わりにお知らせを入れる、メールごと保留、返送。",
        (r, v) => Read.OneOf(v.Single, "notice", "hold", "reject") is var way ? Mail(r, mail => mail with
        {
            HoldFailures = Changed(mail.HoldFailures, cause.Reasons, way == "hold"), RejectFailures = Changed(mail.RejectFailures, cause.Reasons, way == "reject"),
        }) : r);

    private static IReadOnlyList<Reason> Changed(IReadOnlyList<Reason> all, IReadOnlyList<Reason> some, bool with) => [.. all.Except(some).Concat(with ? some : []).Order()];

    private static PolicyRule Mail(PolicyRule rule, Func<MailRules, MailRules> change) => rule with { Policy = rule.Policy with { Mail = change(rule.Policy.Mail) } };

    /// <summary>Codes that have words of their own, in order; a misspelled one would be a rule that does nothing.</summary>
    private static List<string> Findings(ConfigText text)
    {
        var known = FindingWords.Codes.ToHashSet(StringComparer.Ordinal);
        var codes = text.Each(code => known.Contains(code) && !code.EndsWith('.') || (code.EndsWith(".*", StringComparison.Ordinal) && known.Any(each => each.StartsWith(code[..^1], StringComparison.Ordinal)))
            ? code : throw new FormatException()).Distinct().Order(StringComparer.Ordinal).ToList();
        return codes.Count <= FrameLimits.MaxHosts ? codes : throw new FormatException();
    }

    private static string Pattern(string text) => text.StartsWith(AddressLists.Prefix, StringComparison.Ordinal) && IsBelow(text[AddressLists.Prefix.Length..]) ? text : AddressPattern.Read(text);

    /// <summary>A path that cannot lead out of the policy's folder.</summary>
    private static bool IsBelow(string path) => path.Length > 0 && !Path.IsPathRooted(path) && !path.Split('/').Contains("..");

    private static ReleaseWay Way(string text) => text switch
    {
        "cleanCopy" => ReleaseWay.CleanCopy,
        "internetMailbox" => ReleaseWay.InternetMailbox,
        "download" => ReleaseWay.Download,
        _ => throw new FormatException(),
    };

    private static string Template(string text)
    {
        var template = text.ReplaceLineEndings("\n").TrimEnd('\n');
        return template.Length == 0 || NoticePolicy.FaultOf(template) is null ? template : throw new FormatException();
    }

    private static IReadOnlyList<string> Hosts(ConfigText text) =>
        text.Items.Count <= FrameLimits.MaxHosts ? text.Each(host => host == "*" ? throw new FormatException() : Read.Domain(host)) : throw new FormatException();

    private static TEnum Word<TEnum>(string text) where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(text, ignoreCase: true, out var value) && text.All(char.IsAsciiLetterLower) ? value : throw new FormatException();

    public static PolicyRule WithPreset(PolicyRule rule, string name)
    {
        if (!PolicyPresets.All.TryGetValue(name, out var yaml))
        {
            throw new FormatException();
        }

        var problems = new List<ConfigProblem>();
        var binder = new YamlBinder<PolicyRule>(All);
        var preset = binder.Bind(name, yaml, rule, problems);
        return problems.Count > 0 ? throw new InvalidOperationException($"Preset {name}: {problems[0].En}")
            : preset with { Preset = name, Words = binder.Texts.ToDictionary(pair => pair.Key, pair => new PolicyWord(pair.Value, $"preset {name}"), StringComparer.Ordinal) };
    }
}
