namespace Mugai.Sanitizers.Media.Frames;

/// <summary>Reads the headers of one kind of frame.</summary>
internal interface IFrameSyntax
{
    /// <summary>The most bytes a header has.</summary>
    int HeaderBytes { get; }

    /// <summary>The frame that <paramref name="bytes"/> begin, or none.</summary>
    AudioFrame Parse(ReadOnlySpan<byte> bytes);

    /// <summary>True when the frame carries facts about the stream instead of sound.</summary>
    /// <param name="frame">The frame, or its first kilobytes.</param>
    bool IsIndex(ReadOnlySpan<byte> frame);
}
