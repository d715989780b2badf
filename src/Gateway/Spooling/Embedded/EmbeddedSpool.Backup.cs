namespace Mugai.Gateway.Spooling.Embedded;

/// <summary>What a backup needs of the store: that no segment goes away while it copies, and the installation's name under what it copied.</summary>
public sealed partial class EmbeddedSpool
{
    private long _keepSegmentsUntil;

    /// <summary>Says which master key fits, without saying anything about the key.</summary>
    internal string KeyCheck => Convert.ToHexStringLower(_master.CheckValue);

    /// <summary>From now on no segment is given back for as long as <paramref name="lease"/>; again: longer.</summary>
    internal void KeepSegments(TimeSpan lease) => Volatile.Write(ref _keepSegmentsUntil, (_time.GetUtcNow() + lease).UtcTicks);

    /// <summary>Segments are given back again.</summary>
    internal void ReleaseSegments() => Volatile.Write(ref _keepSegmentsUntil, 0);

    private bool MustKeepSegments => _time.GetUtcNow().UtcTicks < Volatile.Read(ref _keepSegmentsUntil);
}
