namespace Mugai.Sanitizers.Rtf.Reading;

/// <summary>Takes what <see cref="RtfReader"/> reads: groups, controls, and text as characters.</summary>
internal interface IRtfHandler
{
    /// <summary>Nothing further is wanted.</summary>
    bool IsDone => false;

    /// <summary>The text that follows is data (hexadecimal digits) and comes by <see cref="Data"/> as it is.</summary>
    bool TakesData => false;

    void GroupBegin();

    void GroupEnd();

    /// <summary>A control that is not about characters alone.</summary>
    /// <param name="name">Empty for one that is longer than any of the specification.</param>
    /// <param name="number">Null when it had none.</param>
    /// <param name="isStarred">\* stood before it: who does not know it passes over its group.</param>
    void Control(ReadOnlySpan<char> name, int? number, bool isStarred);

    /// <summary>Characters; pairs of surrogates whole.</summary>
    /// <param name="text">Not empty.</param>
    /// <param name="isEscaped">One character that came as \'hh.</param>
    void Text(ReadOnlySpan<char> text, bool isEscaped);

    /// <summary>Bytes where <see cref="TakesData"/> asked for them.</summary>
    void Data(ReadOnlySpan<byte> digits)
    {
    }

    /// <summary>Bytes behind \binN.</summary>
    void Binary(ReadOnlySpan<byte> bytes)
    {
    }
}
