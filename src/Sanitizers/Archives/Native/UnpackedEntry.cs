using Mugai.Sanitizers.Archives.Reading;

namespace Mugai.Sanitizers.Archives.Native;

/// <summary>One entry of what the native step unpacked.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Fault">Why its bytes are not whole; None when they are.</param>
/// <param name="RawName">Its path as it stood in the archive, in whatever charset.</param>
/// <param name="UnixSeconds">Its date; null when it had none.</param>
/// <param name="Offset">Where its bytes begin.</param>
/// <param name="Size">How many there are.</param>
public sealed record UnpackedEntry(MemberKind Kind, Reason Fault, byte[] RawName, long? UnixSeconds, long Offset, long Size);
