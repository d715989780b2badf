using System.Buffers;
using System.Text;
using AngleSharp.Html.Parser;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Micro.Html;

/// <summary>HTML to text and plain text, MB of UTF-8 per CPU-second. AngleSharp's parse of the same page is the yardstick, not a rival: it builds a tree.</summary>
internal static class HtmlCases
{
    private static readonly HtmlTextOptions Options = new();
    private static readonly Sink Output = new();

    public static IReadOnlyList<MicroCase> All { get; } = Build();

    private static List<MicroCase> Build()
    {
        var newsletter = HtmlPages.Newsletter();
        const int TenMegabytes = 10_000_000;
        return
        [
            ToText("html newsletter", 150, newsletter),
            ToText("html outlook mail", 150, HtmlPages.Outlook()),
            new MicroCase("html newsletter, parsed by AngleSharp", Encoding.UTF8.GetByteCount(newsletter), 0, () => new HtmlParser().ParseDocument(newsletter).All.Length),
            ToText("html 100,000 nested div", 0.5, HtmlPages.Repeat("<div>", 500_000) + "x"),
            ToText("html 10 MB table", 10, "<table>" + HtmlPages.Repeat("<tr><td>abc<td>def<td>12</tr>", TenMegabytes)),
            ToText("html 10 MB attribute", 10, "<a title='" + HtmlPages.Repeat("x", TenMegabytes) + "'>"),
            ToText("html 10 MB of <", 10, HtmlPages.Repeat("<", TenMegabytes)),
            Clean("text clean UTF-8, ASCII", 1000, "The quick brown fox jumps over the lazy dog, and then some more.\r\n", Formats.Txt),
            Clean("text clean UTF-8, Japanese", 1000, "令和八年度　予算（案）について、次のとおり通知します。\r\n", Formats.Txt),
            Clean("text csv", 0, "123,\"山田,太郎\",-12.5,2026-04-01\r\n", Formats.Csv),
        ];
    }

    private static MicroCase ToText(string name, double target, string html) => new(name, Encoding.UTF8.GetByteCount(html), target, () =>
    {
        var converter = new HtmlTextConverter(Output, Options);
        converter.Write(html);
        converter.Complete();
        return converter.Findings.Count;
    });

    private static MicroCase Clean(string name, double target, string line, FileFormat format)
    {
        var bytes = Encoding.UTF8.GetBytes(HtmlPages.Repeat(line, 10_000_000));
        var sanitizer = new PlainTextSanitizer();
        return new MicroCase(name, bytes.Length, target, () => (long)sanitizer.Sanitize(
            new PartInput("/", default, new MemoryStream(bytes), format), Stream.Null, new NoContext()).Outcome);
    }

    /// <summary>Takes text and forgets it.</summary>
    private sealed class Sink : IBufferWriter<char>
    {
        private char[] _buffer = new char[65_536];

        public void Advance(int count)
        {
        }

        public Memory<char> GetMemory(int sizeHint = 0) => _buffer.Length >= sizeHint ? _buffer : _buffer = new char[sizeHint];

        public Span<char> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }

    private sealed class NoContext : ISanitizeContext
    {
        public Policies.SanitizePolicy Policy { get; } = new();

        public Budget Budget { get; } = new(BudgetLimits.ForInput(1L << 40));

        public string Seed => "";

        public Stream CreateScratch() => throw new NotSupportedException();

        public void Report(string place, string code, FindingAction action, int count = 1, UntrustedText detail = default)
        {
        }

        public PartResult SanitizeMember(string path, UntrustedText name, string? declaredMediaType, Stream content) => throw new NotSupportedException();
    }
}
