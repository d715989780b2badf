using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Mugai.Gateway.Demo;
using Mugai.Testing;

namespace Mugai.EndToEnd.Tests;

/// <summary>Every case of samples/malicious-corpus through <c>mugai sanitize</c>, judged by its expect.yaml.</summary>
public sealed class CorpusTests : IClassFixture<CorpusTests.Run>
{
    /// <summary>Cases that existed when this was written: none may get lost.</summary>
    private const int AtLeast = 263;

    private readonly Run _run;

    public CorpusTests(Run run) => _run = run;

    public static TheoryData<string> Names => [.. Sample.Cases.Select(each => each.ToString())];

    [Fact]
    public void Counts_EveryCase() => Assert.InRange(Sample.Cases.Count, AtLeast, int.MaxValue);

    [Theory]
    [MemberData(nameof(Names))]
    public void Becomes_WhatIsExpected(string name)
    {
        var (each, report, output) = _run.Of(name);
        var expect = each.Expect;
        var codes = AllParts(report).SelectMany(part => part.GetProperty("findings").EnumerateArray()).Select(finding => finding.GetProperty("code").GetString()!).ToHashSet();

        Assert.Equal(expect.Outcome, report.GetProperty("outcome").GetString());
        Assert.Equal(expect.Reason, report.GetProperty("reason").GetString());
        Assert.Equal(expect.Format, output is null ? null : report.GetProperty("output").GetProperty("format").GetString());
        Assert.Empty(expect.Findings.Except(codes));
        if (expect.Findings.Count == 0)
        {
            Assert.Empty(codes);
        }

        foreach (var (path, verdict) in expect.Parts)
        {
            var part = AllParts(report).Single(part => part.TryGetProperty("path", out var own) && own.GetString() == path);
            Assert.Equal(verdict, $"{part.GetProperty("outcome").GetString()}/{part.GetProperty("reason").GetString()}".TrimEnd('/'));
        }

        var seen = output is null ? "" : EverythingIn(output);
        Assert.All(expect.MustBeAbsent, text => Assert.DoesNotContain(text, seen, StringComparison.Ordinal));
        Assert.All(expect.MustSurvive, text => Assert.Contains(text, seen, StringComparison.Ordinal));
        Assert.Equal(expect.Outcome is "blocked" or "held", output is null);
    }

    private static IEnumerable<JsonElement> AllParts(JsonElement part) => part.GetProperty("parts").EnumerateArray().SelectMany(AllParts).Prepend(part);

    /// <summary>The bytes as they are, and everything that a reader would get out of them.</summary>
    private static string EverythingIn(byte[] output)
    {
        var seen = new StringBuilder(Encoding.UTF8.GetString(output));
        if (output.AsSpan().StartsWith("PK"u8))
        {
            using var zip = new ZipArchive(new MemoryStream(output));
            foreach (var entry in zip.Entries)
            {
                using var content = new MemoryStream();
                using (var packed = entry.Open())
                {
                    packed.CopyTo(content);
                }

                seen.Append('\n').Append(entry.FullName).Append('\n').Append(EverythingIn(content.ToArray()));
            }
        }
        else if (output.AsSpan().StartsWith("%PDF-"u8))
        {
            for (var at = output.AsSpan().IndexOf("stream"u8); at >= 0;)
            {
                seen.Append('\n').Append(Inflated(output.AsSpan(at + 6)));
                var next = output.AsSpan(at + 6).IndexOf("stream"u8);
                at = next < 0 ? -1 : at + 6 + next;
            }
        }
        else if (output.AsSpan().IndexOf("MIME-Version: 1.0"u8) is >= 0 and < 8192)
        {
            foreach (var part in ReceivedMail.Read(output).All)
            {
                seen.Append('\n').Append(part.Subject).Append('\n').Append(part.FileName).Append('\n').Append(part.MediaType == "multipart/mixed" ? "" : EverythingIn(part.Content));
            }
        }

        return seen.ToString();
    }

    // Behind each word "stream" of a PDF: what inflates, as far as it does.
    private static string Inflated(ReadOnlySpan<byte> behind)
    {
        using var inflated = new MemoryStream();
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(behind.TrimStart("\r\n"u8).ToArray()), CompressionMode.Decompress);
            zlib.CopyTo(inflated);
        }
        catch (InvalidDataException)
        {
            // Not deflated, or the end of a stream that is.
        }

        return Encoding.Latin1.GetString(inflated.ToArray());
    }

    /// <summary>One command cleans them all; the tests look at what it left.</summary>
    public sealed class Run : IAsyncLifetime, IDisposable
    {
        private readonly TempFolder _folder = new();
        private readonly Dictionary<string, (CorpusCase Case, JsonElement Report, byte[]? Output)> _results = [];

        internal (CorpusCase Case, JsonElement Report, byte[]? Output) Of(string name) => _results[name];

        public async Task InitializeAsync()
        {
            for (var i = 0; i < Sample.Cases.Count; i++)
            {
                Directory.CreateDirectory(Folder("in", i));
                await File.WriteAllBytesAsync(Path.Combine(Folder("in", i), Sample.Cases[i].Input.Name), Sample.Cases[i].Bytes);
            }

            var ran = await ChildProcess.RunAsync(
                MugaiServer.Program, ["sanitize", _folder.File("in"), "-o", _folder.File("out"), "--report", _folder.File("report.json")], _folder.Path, within: TimeSpan.FromMinutes(3));
            Assert.True(ran.Code == 3, ran.ToString());
            var reports = JsonDocument.Parse(await File.ReadAllBytesAsync(_folder.File("report.json"))).RootElement;
            Assert.Equal(Sample.Cases.Count, reports.GetArrayLength());
            for (var i = 0; i < Sample.Cases.Count; i++)
            {
                var file = Directory.Exists(Folder("out", i)) ? Directory.GetFiles(Folder("out", i)).SingleOrDefault() : null;
                _results.Add(Sample.Cases[i].ToString(), (Sample.Cases[i], reports[i], file is null ? null : await File.ReadAllBytesAsync(file)));
            }
        }

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => _folder.Dispose();

        private string Folder(string side, int number) => Path.Combine(_folder.File(side), number.ToString("000", CultureInfo.InvariantCulture));
    }
}
