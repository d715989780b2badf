using System.Security.Cryptography;
using System.Text;
using Mugai.Gateway.Scanning;
using Mugai.Scanning;

namespace Mugai.Fuzz.Scanning;

/// <summary>
/// Any bytes as what a scanner says. Nothing but the words of the protocol lets a mail pass: who would call a broken answer clean would let a virus through whenever its scanner is ill.
/// </summary>
internal static class ScannerTargets
{
    private const string Name = "scanner";

    private static readonly byte[] Content = "the mail"u8.ToArray();
    private static readonly byte[] ContentHash = SHA256.HashData(Content);

    public static FuzzTarget Clamd { get; } = new(
        "clamd",
        [.. ((string[])["stream: OK\0", "stream: Eicar-Test-Signature FOUND\0", "INSTREAM size limit exceeded. ERROR\0", "stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0", "ClamAV 1.4.6/27812/Sat Nov 28 08:30:21 2026", "PONG\0"])
            .Select(Encoding.ASCII.GetBytes)],
        [.. ((string[])["stream: ", "OK", " FOUND", " ERROR", "\0", "\n", "ClamAV ", "/", ": "]).Select(Encoding.ASCII.GetBytes)], RunClamd);

    public static FuzzTarget Icap { get; } = new(
        "icap",
        [.. ((string[])[
            "ICAP/1.0 204 No Content\r\nISTag: \"sig-1\"\r\nEncapsulated: null-body=0\r\n\r\n",
            "ICAP/1.0 200 OK\r\nISTag: \"sig-1\"\r\nEncapsulated: res-hdr=0, res-body=19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n8\r\nthe mail\r\n0\r\n\r\n",
            "ICAP/1.0 200 OK\r\nX-Infection-Found: Type=0; Resolution=2; Threat=Test;\r\nEncapsulated: res-hdr=0, res-body=26\r\n\r\nHTTP/1.1 403 Forbidden\r\n\r\n4; x=y\r\nstop\r\n0\r\nTrailer: x\r\n\r\n",
            "ICAP/1.0 200 OK\r\nMethods: RESPMOD, REQMOD\r\nPreview: 1024\r\nOptions-TTL: 60\r\nAllow: 204\r\nEncapsulated: null-body=0\r\n\r\n",
            "ICAP/1.0 100 Continue\r\n\r\nICAP/1.0 204 No Content\r\n\r\n"])
            .Select(Encoding.ASCII.GetBytes)],
        [.. ((string[])["ICAP/1.0 ", "204", "200", "\r\n", "\r\n\r\n", "\n", "Encapsulated: ", "res-body=", "null-body=0", "X-Virus-ID: x\r\n", " ", "\t", "8\r\nthe mail\r\n", "0\r\n\r\n", "7fffffffffffffff\r\n", "ffffffffffffffff\r\n", "; ieof"])
            .Select(Encoding.ASCII.GetBytes)], RunIcap);

    private static void RunClamd(byte[] input)
    {
        var answer = ClamdReply.Parse(input, wasSentWhole: true, Name);
        if (answer.Verdict == ScanVerdict.Clean && !input.AsSpan().SequenceEqual("stream: OK\0"u8))
        {
            throw new PropertyBrokenException("clean without clamd's word for it");
        }

        if (ClamdReply.Parse(input, wasSentWhole: false, Name).Verdict == ScanVerdict.Clean)
        {
            throw new PropertyBrokenException("clean although not everything was sent");
        }

        ClamdReply.Version(Encoding.UTF8.GetString(input));
    }

    /// <summary>Response after response, as over one connection.</summary>
    private static void RunIcap(byte[] input)
    {
        var wire = new MemoryStream(input);
        var reader = new IcapReader((buffer, _) => new(wire.Read(buffer.Span)));
        try
        {
            do
            {
                var response = reader.ReadAsync(() => 1 << 20, CancellationToken.None).GetAwaiter().GetResult();
                Judge(response, input);
                if (response.Head.Status == 200)
                {
                    IcapOptions.Of(response.Head, 0, TimeSpan.FromMinutes(5));
                }
            }
            while (reader.HasUnread || wire.Position < wire.Length);
        }
        catch (IcapSyntaxException)
        {
        }
    }

    private static void Judge(IcapResponse response, byte[] input)
    {
        if (IcapVerdict.Of(response, sent: null, Name).Verdict == ScanVerdict.Clean)
        {
            throw new PropertyBrokenException("clean although not everything was sent");
        }

        var isClean = IcapVerdict.Of(response, ContentHash, Name).Verdict == ScanVerdict.Clean;
        var isGivenBack = response.Head.Status == 200 && response.BodyHash is { } back && back.AsSpan().SequenceEqual(ContentHash);
        if (isClean && !(response.Head.Status == 204 && input.AsSpan().IndexOf("ICAP/1.0 204"u8) >= 0) && !isGivenBack)
        {
            throw new PropertyBrokenException($"clean by ICAP {response.Head.Status}");
        }

        if (isClean && response.Head.Find("X-Virus-ID") is not null)
        {
            throw new PropertyBrokenException("clean with the name of a virus");
        }
    }
}
