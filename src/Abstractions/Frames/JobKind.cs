namespace Mugai.Frames;

/// <summary>What the bytes of a job are. Values are wire values and never reused.</summary>
public enum JobKind : byte
{
    /// <summary>An Internet message: read once from start to end, written as an Internet message.</summary>
    Mail = 1,

    /// <summary>A single file; its format is what its content says.</summary>
    File = 2,
}
