namespace Mugai.Frames;

/// <summary>
/// The frames between the gateway and a worker. A frame is one byte type, four bytes payload length (little-endian), payload. Values are wire
/// values and never reused; 1–15 go to the worker, 16 and more come from it.
/// </summary>
public enum FrameType : byte
{
    /// <summary>→ Begins a job (<see cref="JobFrame"/>).</summary>
    Job = 1,

    /// <summary>→ Bytes of the input.</summary>
    Input = 2,

    /// <summary>→ The input is complete. Of a job: the SHA-256 of what was sent, 32 bytes, which is counted once, by the host. Of a step: empty.</summary>
    InputEnd = 3,

    // 4 to 6 were the routes of whole parts.

    /// <summary>→ Begins a native step (<see cref="StepFrame"/>); its input follows. To native workers alone.</summary>
    Step = 7,

    /// <summary>→ What became of a native step that was fetched (<see cref="NativeResultFrame"/>); its bytes follow.</summary>
    NativeResult = 8,

    /// <summary>→ Bytes that the native step wrote; as many in all as its result says.</summary>
    NativeOutput = 9,

    /// <summary>→ Bytes of the scratch page that was read; as many in all as a page has.</summary>
    ScratchPage = 10,

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

    // 24 to 26 were the routes of whole parts.

    /// <summary>← A native step is wanted (<see cref="NativeStartFrame"/>); its input follows.</summary>
    NativeStart = 27,

    /// <summary>← Input of the step that was asked for last; as many bytes in all as it said.</summary>
    NativeInput = 28,

    /// <summary>← The worker waits for the result of a step; four bytes, the run. It says nothing else until it has it.</summary>
    NativeFetch = 29,

    /// <summary>← The result of a step is not wanted any more; four bytes, the run.</summary>
    NativeCancel = 30,

    /// <summary>← How a native step ended (<see cref="NativeResultFrame"/>), after its <see cref="Output"/>. From native workers alone.</summary>
    StepDone = 31,

    /// <summary>← A scratch page is kept or kept anew; four bytes, its number. Its bytes follow.</summary>
    ScratchWrite = 32,

    /// <summary>← Bytes of the scratch page that was announced last; as many in all as a page has.</summary>
    ScratchBytes = 33,

    /// <summary>← The worker waits for a scratch page; four bytes, its number. It says nothing else until it has it.</summary>
    ScratchRead = 34,

    /// <summary>← A scratch page is not wanted any more; four bytes, its number.</summary>
    ScratchFree = 35,

    /// <summary>← After a <see cref="ScratchRead"/>, <see cref="NativeFetch"/> or <see cref="NativeRead"/>, which hold the input back: the worker wants more of it.</summary>
    InputWanted = 36,

    /// <summary>← The worker waits for a page of a result that was too large to be sent whole; four bytes the run, four the page. It says nothing else until it has it.</summary>
    NativeRead = 37,

    /// <summary>← A native worker waits for a page of its step's input; four bytes, the page. It says nothing else until it has it.</summary>
    StepRead = 38,
}
