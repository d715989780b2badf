using System.Buffers;
using Mugai.Sanitizers.Sanitizing;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests;

/// <summary>The host's end of a run: keeps what arrives and in which order the parts were announced.</summary>
internal sealed class RecordedOutput : ISanitizeOutput
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public List<string> Opened { get; } = [];

    public MailFacts? MailFacts { get; private set; }

    public (long Offset, LinkSlotEncoding Encoding)? Slot { get; private set; }

    public List<(long Offset, LinkSlotEncoding Encoding)> Slots { get; } = [];

    public byte[] Bytes => _bytes.WrittenSpan.ToArray();

    public string Text => System.Text.Encoding.Latin1.GetString(Bytes);

    public void Opening(string path) => Opened.Add(path);

    public void Facts(MailFacts facts)
    {
        Assert.Null(MailFacts);
        Assert.Equal(0, _bytes.WrittenCount);
        MailFacts = facts;
    }

    public void Write(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public void LinkSlot(LinkSlotEncoding encoding)
    {
        Slots.Add((_bytes.WrittenCount, encoding));
        Slot ??= (_bytes.WrittenCount, encoding);
    }
}
