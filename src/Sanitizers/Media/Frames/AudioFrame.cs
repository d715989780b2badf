namespace Mugai.Sanitizers.Media.Frames;

/// <summary>The header of one frame of a self-synchronising sound stream.</summary>
/// <param name="Length">Bytes of the whole frame; 0 when these bytes are no header.</param>
/// <param name="Key">What stays the same in all frames of one stream: version, layer, rate, mono or not.</param>
internal readonly record struct AudioFrame(int Length, uint Key)
{
    /// <summary>Nothing.</summary>
    public static AudioFrame None => default;

    public bool IsValid => Length > 0;
}
