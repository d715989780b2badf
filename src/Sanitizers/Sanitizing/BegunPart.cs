using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>A part after the first half of its run: its result, or what the second half needs.</summary>
internal sealed class BegunPart
{
    private readonly (PartFrame Frame, PartInput Part, FileFacts Input, IPendingPart Pending)? _rest;

    public BegunPart(PartResult result) => Result = result;

    public BegunPart(PartFrame frame, PartInput part, FileFacts input, IPendingPart pending) => _rest = (frame, part, input, pending);

    /// <summary>Null while there is a second half.</summary>
    public PartResult? Result { get; }

    public (PartFrame Frame, PartInput Part, FileFacts Input, IPendingPart Pending) Rest => _rest ?? throw new InvalidOperationException("The part is done.");
}
