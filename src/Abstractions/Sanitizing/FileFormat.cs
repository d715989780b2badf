namespace Mugai.Sanitizing;

/// <summary>A file format as the content says, never as the name or label says.</summary>
/// <param name="Name">Our short name: docx, eml, jpeg, … as in the report.</param>
/// <param name="MediaType">The media type written into clean mails, e.g. <c>text/plain</c>.</param>
/// <param name="Extension">The extension a clean file gets, with its dot.</param>
/// <param name="Family">The family a policy names.</param>
public sealed record FileFormat(string Name, string MediaType, string Extension, FileFamily Family)
{
    /// <summary>A file in which no known format was recognised. Always Blocked.</summary>
    public static FileFormat Unknown { get; } = new("unknown", "application/octet-stream", ".bin", FileFamily.Unknown);
}
