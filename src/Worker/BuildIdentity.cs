using Mugai.Frames;

namespace Mugai.Worker;

/// <summary>Which build this is. The frames have no older versions to speak: gateway and worker must share the assembly that defines them.</summary>
internal static class BuildIdentity
{
    public static string Current { get; } = typeof(FrameType).Module.ModuleVersionId.ToString("N");
}
