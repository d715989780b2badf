namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>The applications; a part kind belongs to some of them.</summary>
[Flags]
internal enum OoxmlApp : byte
{
    None = 0,
    Word = 1,
    Sheets = 2,
    Slides = 4,
    Visio = 8,
    All = Word | Sheets | Slides | Visio,
}
