namespace Mugai.Frames;

/// <summary>Numbers only: what a frame and its fields may hold. Both ends cut or refuse by the same numbers.</summary>
public static class FrameLimits
{
    /// <summary>Version of the frames; both ends must have the same.</summary>
    public const int ProtocolVersion = 3;

    /// <summary>Bytes before a payload: type and length.</summary>
    public const int HeaderBytes = 5;

    /// <summary>Payload of a frame that carries bytes: what a pipe takes at once on Linux (16 pages).</summary>
    public const int MaxChunkBytes = 64 * 1024;

    /// <summary>Bytes of a path in UTF-8: Linux's PATH_MAX.</summary>
    public const int MaxPathBytes = 4096;

    /// <summary>Bytes of a file name in UTF-8; 255 characters of three bytes each fit.</summary>
    public const int MaxNameBytes = 1024;

    /// <summary>Bytes of a finding code.</summary>
    public const int MaxCodeBytes = 64;

    /// <summary>Bytes of a finding's detail.</summary>
    public const int MaxDetailBytes = 512;

    /// <summary>Bytes of a format's short name, media type or extension.</summary>
    public const int MaxFormatBytes = 128;

    /// <summary>Bytes of one text among the facts of a mail; <c>MailFacts.MaxTextChars</c> characters fit.</summary>
    public const int MaxFactBytes = 4096;

    /// <summary>Bytes of a job's, policy's or tenant's name, of a seed or a version.</summary>
    public const int MaxTokenBytes = 256;

    /// <summary>Received fields counted at most; loops end far below.</summary>
    public const int MaxHops = 10_000;

    /// <summary>
    /// Parts of one job that are announced one by one at the first try; what comes after them is announced in groups, because ten thousand small files would wake the
    /// other end ten thousand times. See <see cref="JobFrame.AnnouncesEach"/>.
    /// </summary>
    public const int AnnouncedSingly = 64;

    /// <summary>Parts excluded in one job: three retries exclude three.</summary>
    public const int MaxExcluded = 16;

    /// <summary>Candidate passwords of one job.</summary>
    public const int MaxPasswords = 256;

    /// <summary>Bytes of one candidate password in UTF-8.</summary>
    public const int MaxPasswordBytes = 256;

    /// <summary>Parts that follow in one second mail.</summary>
    public const int MaxFollowing = 16;

    /// <summary>Hosts or domains of one list of a policy.</summary>
    public const int MaxHosts = 100;

    /// <summary>Bytes of a host name (RFC 1035 2.3.4).</summary>
    public const int MaxHostBytes = 253;

    /// <summary>Bytes of a template in UTF-8; <see cref="Policies.NoticePolicy.MaxTemplateChars"/> characters fit.</summary>
    public const int MaxTemplateBytes = 8 * 1024;

    /// <summary>Bytes of a SHA-256.</summary>
    public const int DigestBytes = 32;

    /// <summary>Findings a worker may send for one job; it adds up the rest itself.</summary>
    public const int MaxFindings = 20_000;

    /// <summary>What a finding may count to.</summary>
    public const int MaxFindingCount = int.MaxValue;

    /// <summary>Bytes of a native step's name.</summary>
    public const int MaxStepNameBytes = 32;

    /// <summary>Bytes of a native step's input that is read by pages.</summary>
    public const long MaxStepInputBytes = 1L << 40;

    /// <summary>Bytes of a native step's input that is sent whole: it must fit into one array, and into the worker's memory with what comes of it.</summary>
    public const int MaxWholeInputBytes = 1 << 30;

    /// <summary>Bytes of a result, or of the input of a step that may read by pages, up to which it is sent whole.</summary>
    public const int WholeBytes = 8 << 20;

    /// <summary>Bytes of a page of scratch, of a step's input or of its result: large enough that asking for it costs nothing beside sending it.</summary>
    public const int PageBytes = 512 * 1024;

    /// <summary>Native steps of one job that were started and not fetched yet. A worker that wants more fetches its oldest first.</summary>
    public const int MaxOpenRuns = 16;

    /// <summary>Native steps of one job in all: one for each picture of a large package, and no end of small change.</summary>
    public const int MaxRuns = 10_000;

    /// <summary>The longest payload of <paramref name="type"/>; -1 for a type that does not exist.</summary>
    public static int MaxPayload(FrameType type) => type switch
    {
        FrameType.Job or FrameType.Step or FrameType.NativeStart => MaxAnyPayload,
        FrameType.Input or FrameType.Output or FrameType.NativeInput or FrameType.NativeOutput or FrameType.ScratchPage or FrameType.ScratchBytes => MaxChunkBytes,
        FrameType.InputEnd => DigestBytes,
        FrameType.Done or FrameType.InputWanted => 0,
        FrameType.NativeFetch or FrameType.NativeCancel or FrameType.ScratchWrite or FrameType.ScratchRead or FrameType.ScratchFree or FrameType.StepRead => 4,
        FrameType.NativeRead => 8,
        FrameType.NativeResult or FrameType.StepDone => 8 * 1024,
        FrameType.Ready => 1024,
        FrameType.PartOpening => MaxPathBytes + 4,
        FrameType.PartFinding => MaxPathBytes + 1024,
        FrameType.PartClosed => MaxPathBytes + 4096,
        FrameType.MailFacts => (19 * (MaxFactBytes + 4)) + (64 * (MaxPasswordBytes + 4)) + (32 * (MaxHostBytes + 4)),
        FrameType.LinkSlot => 1,
        _ => -1,
    };

    /// <summary>The longest payload there is.</summary>
    public const int MaxAnyPayload = 256 * 1024;
}
