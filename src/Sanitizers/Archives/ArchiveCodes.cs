namespace Mugai.Sanitizers.Archives;

/// <summary>Finding codes of archives; their meaning stands in docs/formats/archives.md.</summary>
internal static class ArchiveCodes
{
    public const string Structure = "archive.structure";
    public const string LeadingBytes = "archive.leadingBytes";
    public const string TrailingBytes = "archive.trailingBytes";
    public const string HiddenBytes = "archive.hiddenBytes";
    public const string Comment = "archive.comment";
    public const string Path = "archive.path";
    public const string Name = "archive.name";
    public const string Duplicate = "archive.duplicateName";
    public const string Link = "archive.link";
    public const string Device = "archive.device";
    public const string SystemFile = "archive.systemFile";
    public const string Method = "archive.method";
    public const string MultiVolume = "archive.multiVolume";
    public const string Decrypted = "archive.decrypted";
    public const string Encrypted = "archive.encrypted";
    public const string Member = "archive.member";
}
