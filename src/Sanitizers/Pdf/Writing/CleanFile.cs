using System.Text;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Pdf.Writing;

/// <summary>A file inside the document after its sanitizer.</summary>
internal sealed class CleanFile(PartResult result, string name)
{
    public PartResult Result => result;

    /// <summary>Number of its stream in the new file; 0 until it is referred to.</summary>
    public int Number { get; set; }

    /// <summary>The clean name as a text string (ISO 32000-2, 7.9.2.2): ASCII as it is, everything else in UTF-16.</summary>
    public byte[] Name => Ascii.IsValid(name) ? Encoding.ASCII.GetBytes(name) : [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(name)];
}
