namespace Mugai.Sanitizers.CompoundFiles;

/// <summary>One entry as it lies in the directory ([MS-CFB] 2.6).</summary>
public sealed record DirectoryRecord(string Name, byte Type, uint Left, uint Right, uint Child, Guid ClassId, uint StartSector, long Size)
{
    public const int Bytes = 128;
    public const uint None = 0xFFFFFFFF;
    public const byte Unused = 0;
    public const byte Storage = 1;
    public const byte Stream = 2;
    public const byte Root = 5;
}
