using System.Globalization;
using System.Text;

namespace Mugai.Mime.Tests;

/// <summary>Runs a reader over a message cut in some way and writes the events down, pieces of one body joined.</summary>
internal static class EventLog
{
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static List<string> Of(string message, MimeLimits? limits = null) => Of(Bytes(message), [], limits);

    public static List<string> Of(ReadOnlySpan<byte> message, ReadOnlySpan<int> cuts, MimeLimits? limits = null)
    {
        var log = new Log();
        var reader = new MimeReader(limits ?? MimeLimits.Default);
        Run(reader, message, cuts, log);
        return log.Lines;
    }

    public static void Run(MimeReader reader, ReadOnlySpan<byte> message, ReadOnlySpan<int> cuts, Log log)
    {
        var start = 0;
        for (var i = 0; i <= cuts.Length; i++)
        {
            var end = i < cuts.Length ? cuts[i] : message.Length;
            Feed(reader, message[start..end], i == cuts.Length, log);
            start = end;
        }
    }

    private static void Feed(MimeReader reader, ReadOnlySpan<byte> chunk, bool isFinal, Log log)
    {
        while (true)
        {
            var status = reader.Read(chunk, isFinal, out var consumed, out var e);
            chunk = chunk[consumed..];
            if (status != MimeReadStatus.Event)
            {
                Assert.Equal(isFinal ? MimeReadStatus.End : MimeReadStatus.NeedMore, status);
                Assert.True(chunk.IsEmpty);
                return;
            }

            log.Add(e);
        }
    }

    internal sealed class Log
    {
        private long _bodyOffset = -1;
        private long _bodyEnd;
        private readonly StringBuilder _body = new();
        private int _bodyDepth;

        public List<string> Lines { get; } = [];

        public void Add(MimeEvent e)
        {
            if (e.Kind == MimeEventKind.Body)
            {
                Assert.False(e.Value.IsEmpty);
                if (_bodyOffset >= 0)
                {
                    Assert.Equal(_bodyEnd, e.Offset);
                }
                else
                {
                    _bodyOffset = e.Offset;
                }

                _bodyDepth = e.Depth;
                _bodyEnd = e.Offset + e.Value.Length;
                _body.Append(Encoding.Latin1.GetString(e.Value));
                return;
            }

            FlushBody();
            var text = e.Kind switch
            {
                MimeEventKind.HeaderField => $" {Encoding.Latin1.GetString(e.Name)}|{Show(Encoding.Latin1.GetString(e.Value))}",
                MimeEventKind.HeadersEnd => $" {e.Structure} {e.Encoding}",
                MimeEventKind.Defect => $" {e.Defect}",
                _ => "",
            };
            Lines.Add(string.Create(CultureInfo.InvariantCulture, $"{e.Depth}@{e.Offset} {e.Kind}{text}"));
        }

        private void FlushBody()
        {
            if (_bodyOffset >= 0)
            {
                Lines.Add(string.Create(CultureInfo.InvariantCulture, $"{_bodyDepth}@{_bodyOffset} Body {Show(_body.ToString())}"));
                _bodyOffset = -1;
                _body.Clear();
            }
        }

        private static string Show(string text) => text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
    }
}
