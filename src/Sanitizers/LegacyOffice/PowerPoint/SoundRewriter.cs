using System.Globalization;
using Mugai.Sanitizers.Detection;
using Mugai.Sanitizers.LegacyOffice.Drawings;
using Mugai.Sanitizers.Metafiles;
using Mugai.Sanitizers.Ooxml;
using Mugai.Sanitizers.Ooxml.Packaging;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.LegacyOffice.PowerPoint;

/// <summary>Sounds inside a presentation ([MS-PPT] 2.4.16.3): taken out, rebuilt by the sanitizer of their format and put back; one that does not come out as a WAVE file goes with its name.</summary>
internal static class SoundRewriter
{
    private const int NameInstance = 0;
    private const int ExtensionInstance = 1;
    private const int IdInstance = 2;
    private const int BuiltInInstance = 3;

    /// <summary>The number by which slides name it; 0 when it has none.</summary>
    public static uint Id(ReadOnlySpan<byte> container) => uint.TryParse(Text(container, IdInstance), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    public static byte[]? Rebuild(ReadOnlySpan<byte> container, string path, ISanitizeContext context)
    {
        using var sound = new MemoryStream(RecordSequence.Find(container, RecordType.SoundData).ToArray(), writable: false);
        if (sound.Length == 0)
        {
            return null;
        }

        using var result = context.SanitizeMember(path, UntrustedText.Empty, null, sound);
        if (result is not { Output: { } clean, OutputFormat: { } format } || format != Formats.Wav)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        clean.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static bool Write(OfficeArtRecord record, ReadOnlySpan<byte> container, PresentationFacts facts, RecordBuffer into, FindingTally tally)
    {
        var id = Id(container);
        if (!facts.Sounds.TryGetValue(id, out var data))
        {
            tally.Add("", LegacyCodes.Media, FindingAction.Removed, "sound");
            return false;
        }

        var head = into.Length;
        OfficeArtRecord.Write(into, 0xF, record.Instance, RecordType.Sound, 0);
        var name = Text(container, NameInstance);
        RecordText.Write(into, NameInstance, HyperlinkTarget.IsSafe("#" + name) && !HyperlinkTarget.ReachesOutside(name) ? name : "sound");
        RecordText.Write(into, ExtensionInstance, ".wav");
        RecordText.Write(into, IdInstance, id.ToString(CultureInfo.InvariantCulture));
        if (uint.TryParse(Text(container, BuiltInInstance), NumberStyles.None, CultureInfo.InvariantCulture, out var builtIn))
        {
            RecordText.Write(into, BuiltInInstance, builtIn.ToString(CultureInfo.InvariantCulture));
        }

        OfficeArtRecord.Write(into, 0, 0, RecordType.SoundData, data.Length);
        into.Add(data);
        into.Written[head..].U32(4, into.Length - head - OfficeArtRecord.HeadBytes);
        return true;
    }

    private static string Text(ReadOnlySpan<byte> container, int instance) => RecordText.Read(RecordSequence.Find(container, RecordType.CString, instance)).TrimEnd('\0');
}
