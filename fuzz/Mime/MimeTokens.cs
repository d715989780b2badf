using System.Text;

namespace Mugai.Fuzz.Mime;

/// <summary>Seeds and dictionary for mail.</summary>
internal static class MimeTokens
{
    public static IReadOnlyList<byte[]> Messages { get; } = Bytes(
        "From: a@example.jp\r\nSubject: =?UTF-8?B?44GC?=\r\n folded\r\n\r\nHello\r\nworld\r\n",
        "Content-Type: multipart/mixed; boundary=\"b1\"\r\n\r\npre\r\n--b1\r\nContent-Type: text/plain\r\n\r\none\r\n--b1\r\n" +
            "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=a\r\n\r\nAAAA\r\n--b1--\r\nepi\r\n",
        "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: multipart/alternative; boundary=i\r\n\r\n--i\r\n\r\nx\r\n--i--\r\n--o\r\n\r\ny\r\n--o--\r\n",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nA: b\n\ntext\n\n--b--\n",
        "From x\r\nA: b\r\n \r\nC : d\r\n\r\n\rx\0\n\r\n",
        string.Concat(Enumerable.Range(0, 8).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n")) + "\r\nx\r\n--b3--\r\n--b1\r\n\r\n");

    public static IReadOnlyList<byte[]> Structure { get; } = Bytes(
        "\r\n", "\n", "\r", "\0", "\r\n\r\n", "--", "--b\r\n", "--b--\r\n", "\r\n--b1\r\n", "\r\n--b1--\r\n", "--o\r\n", "--i", "--b1 x\r\n", "--b \t \r\n", ": ", "A: ", " ", "\t",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n", "Content-Type: ", "Content-Transfer-Encoding: base64\r\n", "Content-Disposition: ", "boundary=", "boundary*0=", "\"", "\\", "(", ")",
        ";", "From ", "multipart/", "message/rfc822");

    public static IReadOnlyList<byte[]> Headers { get; } =
    [
        .. Bytes(
            "multipart/mixed; boundary=\"a\"; charset=utf-8", "attachment; filename*0*=UTF-8''%E6%97; filename*1*=%A5.txt; filename=\"=?UTF-8?B?5pel?=\"",
            "=?ISO-2022-JP?B?GyRCRnxLXDhsGyhC?= =?UTF-8?Q?=E6=97?=\r\n =?UTF-8?Q?=A5?= x", "Team: a@example.jp, \"B, C\" <b@example.jp> (c);, =?utf-8?b?5pel?= <d@e>"),
        [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42],
        [0x93, 0xFA, 0x96, 0x7B],
        [0xC6, 0xFC, 0xCB, 0xDC],
    ];

    public static IReadOnlyList<byte[]> HeaderTokens { get; } = Bytes(
        "=?", "?=", "?B?", "?q?", "=?UTF-8?B?", "=?iso-2022-jp?Q?", "=?utf-7?Q?+ADw-?=", "=?gb18030?B?", "=?utf-16?B?", "\u001B$B", "\u001B(B", "\u001B$", "\u001B", "''", "*=", "*0*=", "*1=",
        "%E6", "%", "\"", "\\", "(", ")", "<", ">", "@", ",", ";", ":", "=", "\r\n ", " ", "\t", "name=", "filename=", "boundary=", "charset=", "multipart/", "\u0081", "\u008F", "\u00FF\u00FE",
        "\u00E3\u0081\u0082");

    public static IReadOnlyList<byte[]> Bytes(params string[] texts) => [.. texts.Select(Encoding.Latin1.GetBytes)];
}
