namespace Mugai.Sanitizers.Pdf.Rules;

/// <summary>
/// Keys that no dictionary with names of its own may have either, although nothing reads an action there: a second line, so that no reader that takes a
/// dictionary for another one finds a script.
/// </summary>
internal static class ActiveNames
{
    public static bool Contains(ReadOnlySpan<byte> name) => name.SequenceEqual("JS"u8) || name.SequenceEqual("JavaScript"u8) || name.SequenceEqual("XFA"u8)
        || name.SequenceEqual("EmbeddedFiles"u8) || name.SequenceEqual("OpenAction"u8) || name.SequenceEqual("Launch"u8);
}
