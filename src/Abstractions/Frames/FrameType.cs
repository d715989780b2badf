namespace Mugai.Frames;

/// <summary>
/// The frames between the gateway and a worker. A frame is one byte type, four bytes payload length (little-endian), payload. Values are wire
/// values and never reused; 1–15 go to the worker, 16–31 come from it.
/// </summary>
public enum FrameType : byte
{
    /// <summary>→ Begins a job (<see cref="JobFrame"/>).</summary>
    Job = 1,

    /// <summary>→ Bytes of the input.</summary>
    Input = 2,

    /// <summary>→ The input is complete. The SHA-256 of what was sent, 32 bytes: it is counted once, by the host.</summary>
    InputEnd = 3,

    /// <summary>→ What the other worker made of a routed part (<see cref="RouteResultFrame"/>); its bytes follow.</summary>
    RouteResult = 4,

    /// <summary>→ Clean bytes of the routed part.</summary>
    RouteOutput = 5,

    /// <summary>→ The routed part is complete. Empty.</summary>
    RouteOutputEnd = 6,

    /// <summary>← The worker is locked down and waits for a job (<see cref="ReadyFrame"/>).</summary>
    Ready = 16,

    /// <summary>← The path of a part that is opened next; on the wire before its first byte is looked at.</summary>
    PartOpening = 17,

    /// <summary>← A finding of the part whose <see cref="PartClosed"/> comes next.</summary>
    PartFinding = 18,

    /// <summary>← A part's verdict (<see cref="PartClosedFrame"/>), members before their container.</summary>
    PartClosed = 19,

    /// <summary>← What a mail says of itself (<see cref="MailFactsFrame"/>); at most once.</summary>
    MailFacts = 20,

    /// <summary>← Clean bytes.</summary>
    Output = 21,

    /// <summary>← The portal link goes here; one byte, the encoding.</summary>
    LinkSlot = 22,

    /// <summary>← The job is over and its whole input was read. Empty: the verdict stands in the root's <see cref="PartClosed"/>.</summary>
    Done = 23,

    /// <summary>← A part for another kind of worker (<see cref="RouteRequestFrame"/>); its bytes follow.</summary>
    RouteRequest = 24,

    /// <summary>← Bytes of the part to route.</summary>
    RouteInput = 25,

    /// <summary>← The part to route is complete. Empty.</summary>
    RouteInputEnd = 26,
}
